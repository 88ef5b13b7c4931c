import type { TicketState } from '@jemput/shared/bookings/ticket';
import type { DueRange, PlaceInLine, TicketView } from '@jemput/shared/bookings/ticket-view';
import type { Session } from '@jemput/shared/sessions/session';
import { clock, dayName, hours, number } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { momentWords } from '#lib/timetable/moment-words.ts';

export const stateTitles: Record<TicketState, () => string> = {
  entered: m.ticket_state_entered,
  waiting_list: m.ticket_state_waiting_list,
  offered: m.ticket_state_offered,
  held: m.ticket_state_held,
  called: m.ticket_state_called,
  parked: m.ticket_state_parked,
  skipped: m.ticket_state_skipped,
  served: m.ticket_state_served,
  absent: m.ticket_state_absent,
  cancelled: m.ticket_state_cancelled,
  lapsed: m.ticket_state_lapsed,
  not_drawn: m.ticket_state_not_drawn,
  left_unserved: m.ticket_state_left_unserved,
};

export const stateTones: Record<TicketState, '' | 'good' | 'warm' | 'danger'> = {
  entered: '',
  waiting_list: 'warm',
  offered: 'warm',
  held: '',
  called: 'good',
  parked: 'warm',
  skipped: 'danger',
  served: 'good',
  absent: '',
  cancelled: '',
  lapsed: '',
  not_drawn: '',
  left_unserved: 'danger',
};

interface Around {
  /** ISO 8601 with the office's offset. */
  now: string;
  /** Calls after which somebody who was late comes in again. */
  reenterAfter: number;
}

/** What the state means and what to do; null where its title and the number say it all. */
export function stateText(view: TicketView, { now, reenterAfter }: Around): string | null {
  switch (view.state) {
    case 'held':
    case 'offered':
      return null;
    case 'entered':
      return enteredText(view, now);
    case 'waiting_list':
      return view.session.status === 'cancelled' ? m.ticket_gone_waiting() : m.ticket_state_waiting_text();
    case 'called':
      return view.desk ? m.ticket_state_called_desk({ desk: view.desk }) : m.ticket_state_called_text();
    case 'parked':
      return m.ticket_state_parked_text();
    case 'skipped':
      return m.ticket_state_skipped_text({ count: reenterAfter });
    case 'served':
      return view.session.service === 'printing' ? m.ticket_state_served_printing() : m.ticket_state_served_text();
    case 'absent':
      return m.ticket_state_absent_text();
    case 'cancelled':
      return m.ticket_state_cancelled_text();
    case 'lapsed':
      return m.ticket_state_lapsed_text();
    case 'not_drawn':
      return m.ticket_state_not_drawn_text();
    case 'left_unserved':
      return m.ticket_state_left_unserved_text();
  }
}

/** Numbers are drawn hours before the session, or of those who asked in the first minutes of a part. */
function enteredText({ draw }: TicketView, now: string): string {
  if (!draw) return m.ticket_state_gathered_text();
  if (Date.parse(draw.drawsAt) <= Date.parse(now)) return m.ticket_state_entered_late();
  return m.ticket_state_entered_text({ when: momentWords(draw.drawsAt, now.slice(0, 10)) });
}

/** "18.40 – 19.05" */
export function dueWords({ from, to }: DueRange): string {
  return `${clock(from.slice(11, 16))} – ${clock(to.slice(11, 16))}`;
}

/** "Sab 21 Nov, 16.00–21.00 WIB" */
export function sessionWhen({ date, startsAt, endsAt }: Session, today: string, zoneName: string): string {
  return `${dayName(date, today, startsAt)}, ${hours(startsAt, endsAt, zoneName)}`;
}

const STEP_MINUTES = 5;
const LONG_MINUTES = 120;

/** "25–40 menit": a range that half of all lie below and nine of ten, to five minutes; null where nothing can be said. */
export function waitWords(wait: PlaceInLine['wait']): string | null {
  if (!wait) return null;
  const from = Math.floor(wait.p50Minutes / STEP_MINUTES) * STEP_MINUTES;
  const to = Math.max(from + STEP_MINUTES, Math.ceil(wait.p90Minutes / STEP_MINUTES) * STEP_MINUTES);
  if (from === 0) return m.ticket_mine_wait_soon({ minutes: number(to) });
  if (from < LONG_MINUTES) return m.ticket_mine_wait_range({ from: number(from), to: number(to) });
  const inHours = (minutes: number) => number(Math.round(minutes / 30) / 2, Math.round(minutes / 30) % 2);
  return m.ticket_mine_wait_long({ from: inHours(from), to: inHours(to) });
}
