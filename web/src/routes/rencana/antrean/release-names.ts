import type { ReleaseMode } from '@jemput/shared/sessions/release';
import { m } from '#lib/paraglide/messages.js';

export const releaseNames: Record<ReleaseMode, () => string> = {
  first_come: () => m.numbers_release_first_come(),
  staggered: () => m.numbers_release_staggered(),
  draw: () => m.numbers_release_draw(),
};
