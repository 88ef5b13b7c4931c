import type { ToldTicketEvent } from '@jemput/shared/bookings/ticket-event';
import { m } from '#lib/paraglide/messages.js';

const names: Record<ToldTicketEvent, () => string> = {
  taken: m.numbers_event_taken,
  entered: m.numbers_event_entered,
  waiting_list: m.numbers_event_waiting_list,
  drawn: m.numbers_event_drawn,
  waiting: m.numbers_event_waiting,
  not_drawn: m.numbers_event_not_drawn,
  offered: m.numbers_event_offered,
  accepted: m.numbers_event_accepted,
  lapsed: m.numbers_event_lapsed,
  cancelled: m.numbers_event_cancelled,
  came_from: m.numbers_event_came_from,
  went_elsewhere: m.numbers_event_went_elsewhere,
  session_moved: m.numbers_event_session_moved,
  stayed: m.numbers_event_stayed,
  offered_elsewhere: m.numbers_event_offered_elsewhere,
  waits_elsewhere: m.numbers_event_waits_elsewhere,
  followed: m.numbers_event_followed,
  told_by_phone: m.numbers_event_told_by_phone,
  desk_opened: m.numbers_event_desk_opened,
  called: m.numbers_event_called,
  recalled: m.numbers_event_recalled,
  skipped: m.numbers_event_skipped,
  parked: m.numbers_event_parked,
  arrived: m.numbers_event_arrived,
  walk_in: m.numbers_event_walk_in,
  served: m.numbers_event_served,
  put_back: m.numbers_event_put_back,
  absent: m.numbers_event_absent,
  left_unserved: m.numbers_event_left_unserved,
  desk_closed: m.numbers_event_desk_closed,
  taken_over: m.numbers_event_taken_over,
  evening_closed: m.numbers_event_evening_closed,
  'refused:no_more_servable': m.numbers_event_no_more_servable,
};

/** What a ticket or a desk went through, in words. */
export function eventName(what: ToldTicketEvent): string {
  return names[what]();
}
