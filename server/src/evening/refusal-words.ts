import type { EveningRefusal } from '@jemput/shared/bookings/evening-events';

/** English sentences of why something was not done; pages have their own by the code. */
export const refusalWords: Record<EveningRefusal, string> = {
  malformed: 'This cannot be read and was not done.',
  cancelled: 'The session was cancelled. Tell the office if it was held.',
  not_today: 'The session is not today.',
  evening_over: 'The evening is closed.',
  no_desk: 'This device has no open desk here. Open one first.',
  no_desk_left: 'No letter is left for another desk.',
  not_yours: 'This number is kept for another desk, which may be calling it without network.',
  called_elsewhere: 'Another desk has called this number.',
  not_called: 'This number is not being called.',
  ended: 'Nothing more can be done with this number.',
  unknown_ticket: 'There is no such number at this session.',
  no_more_servable: 'Nobody further can be served by closing. Say why, to give a number all the same.',
  desks_open: 'Another desk is still open. Close it there, or take it over here.',
  number_taken: 'This number was given already.',
};
