import type { SkipReason } from '@jemput/shared/bookings/ticket';
import { m } from '#lib/paraglide/messages.js';

export const skipNames: Record<SkipReason, () => string> = {
  not_here: () => m.evening_skip_not_here(),
  papers_missing: () => m.evening_skip_papers_missing(),
  name_differs: () => m.evening_skip_name_differs(),
  asked_to_wait: () => m.evening_skip_asked_to_wait(),
  already_recorded: () => m.evening_skip_already_recorded(),
  other: () => m.evening_skip_other(),
};
