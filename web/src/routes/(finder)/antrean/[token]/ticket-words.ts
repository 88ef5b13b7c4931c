import type { TicketState } from '@jemput/shared/bookings/ticket';
import type { DueRange, PlaceInLine } from '@jemput/shared/bookings/ticket-view';
import type { Session } from '@jemput/shared/sessions/session';
import { clock, dayName, hours, number } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';

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
