import type { EveningRefusal } from './evening-events.ts';

/** What planners are told of in a session's log. `refused:no_more_servable` is who came and was sent home, as nobody more could be served. */
export const toldTicketEvents = [
  'taken',
  'entered',
  'waiting_list',
  'drawn',
  'waiting',
  'not_drawn',
  'offered',
  'accepted',
  'lapsed',
  'cancelled',
  'came_from',
  'went_elsewhere',
  'session_moved',
  'stayed',
  'offered_elsewhere',
  'waits_elsewhere',
  'followed',
  'told_by_phone',
  'desk_opened',
  'called',
  'recalled',
  'skipped',
  'parked',
  'arrived',
  'walk_in',
  'served',
  'put_back',
  'absent',
  'left_unserved',
  'desk_closed',
  'taken_over',
  'evening_closed',
  'refused:no_more_servable',
] as const;
export type ToldTicketEvent = (typeof toldTicketEvents)[number];

/** All that is kept of a ticket or a desk; besides, so that the same told twice is one: a call that found nobody, one given up, refusals. */
export type TicketEventKind = ToldTicketEvent | 'nobody' | 'void' | `refused:${EveningRefusal}`;
