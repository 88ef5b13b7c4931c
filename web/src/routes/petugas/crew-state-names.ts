import type { CrewState } from '@jemput/shared/field/field-report';
import { m } from '#lib/paraglide/messages.js';

export const crewStateNames: Record<CrewState, () => string> = {
  free: () => m.field_state_free(),
  filling: () => m.field_state_filling(),
  last: () => m.field_state_last(),
  full: () => m.field_state_full(),
  paused: () => m.field_state_paused(),
};
