import type { TicketState } from '@jemput/shared/bookings/ticket';
import type { TicketView } from '@jemput/shared/bookings/ticket-view';
import { shortDate } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { momentWords } from '#lib/timetable/moment-words.ts';

const stateTitles: Record<TicketState, () => string> = {
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

interface Around {
  /** ISO 8601 with the office's offset. */
  now: string;
  /** Calls after which somebody who was late comes in again. */
  reenterAfter: number;
  /** Minutes that a freed place is kept for an answer. */
  offerMinutes: number;
}

export interface StateWords {
  title: string;
  /** What the state means and what to do; null where its title and the number say it all. */
  text: string | null;
}

/** Said by the server, so that a phone loads the words of one state and not of all in four languages. */
export function stateWords(view: TicketView, around: Around): StateWords {
  return { title: stateTitle(view), text: stateText(view, around) };
}

function stateTitle({ state, session }: TicketView): string {
  return state === 'held' && session.status === 'cancelled' ? m.ticket_state_held_gone() : stateTitles[state]();
}

function stateText(view: TicketView, { now, reenterAfter, offerMinutes }: Around): string | null {
  switch (view.state) {
    case 'held':
      return view.session.status === 'cancelled' && !view.offer ? m.ticket_gone_stranded() : null;
    case 'offered':
      return view.followedFrom ? m.ticket_followed_offered(fellAway(view.followedFrom)) : null;
    case 'entered':
      return enteredText(view, now);
    case 'waiting_list':
      if (view.followedFrom) return m.ticket_followed_waiting(fellAway(view.followedFrom));
      return view.session.status === 'cancelled'
        ? m.ticket_gone_waiting()
        : m.ticket_state_waiting_text({ minutes: offerMinutes });
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

function fellAway({ venue, date }: NonNullable<TicketView['followedFrom']>): { place: string; date: string } {
  return { place: venue, date: shortDate(date) };
}

/** Numbers are drawn hours before the session, or of those who asked in the first minutes of a part. */
function enteredText({ draw }: TicketView, now: string): string {
  if (!draw) return m.ticket_state_gathered_text();
  if (Date.parse(draw.drawsAt) <= Date.parse(now)) return m.ticket_state_entered_late();
  return m.ticket_state_entered_text({ when: momentWords(draw.drawsAt, now.slice(0, 10)) });
}
