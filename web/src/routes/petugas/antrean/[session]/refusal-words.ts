import type { EveningRefusal } from '@jemput/shared/bookings/evening-events';
import { m } from '#lib/paraglide/messages.js';

export const refusalWords: Record<EveningRefusal, () => string> = {
  malformed: () => m.evening_refused_malformed(),
  cancelled: () => m.evening_refused_cancelled(),
  not_today: () => m.evening_refused_not_today(),
  evening_over: () => m.evening_refused_evening_over(),
  no_desk: () => m.evening_refused_no_desk(),
  no_desk_left: () => m.evening_refused_no_desk_left(),
  not_yours: () => m.evening_refused_not_yours(),
  called_elsewhere: () => m.evening_refused_called_elsewhere(),
  not_called: () => m.evening_refused_not_called(),
  ended: () => m.evening_refused_ended(),
  unknown_ticket: () => m.evening_refused_unknown_ticket(),
  no_more_servable: () => m.evening_refused_no_more_servable(),
  desks_open: () => m.evening_refused_desks_open(),
  number_taken: () => m.evening_refused_number_taken(),
};
