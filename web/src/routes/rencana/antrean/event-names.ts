import { m } from '#lib/paraglide/messages.js';

const names: Record<string, (() => string) | undefined> = {
  taken: m.numbers_event_taken,
  cancelled: m.numbers_event_cancelled,
  offered: m.numbers_event_offered,
  accepted: m.numbers_event_accepted,
  lapsed: m.numbers_event_lapsed,
  entered: m.numbers_event_entered,
  waiting_list: m.numbers_event_waiting_list,
  drawn: m.numbers_event_drawn,
  not_drawn: m.numbers_event_not_drawn,
  moved: m.numbers_event_moved,
  arrived: m.numbers_event_arrived,
  called: m.numbers_event_called,
  recalled: m.numbers_event_recalled,
  skipped: m.numbers_event_skipped,
  parked: m.numbers_event_parked,
  returned: m.numbers_event_returned,
  served: m.numbers_event_served,
  absent: m.numbers_event_absent,
  session_moved: m.numbers_event_session_moved,
  offered_elsewhere: m.numbers_event_offered_elsewhere,
  waits_elsewhere: m.numbers_event_waits_elsewhere,
  followed: m.numbers_event_followed,
  stayed: m.numbers_event_stayed,
};

/** What a ticket went through, in words; the office's own word where there is none yet. */
export function eventName(what: string): string {
  return names[what]?.() ?? what.replaceAll('_', ' ');
}
