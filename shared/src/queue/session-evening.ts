import { arrivalProfiles, SERVICE_SPREAD, usualLastEntryMinutes } from './assumptions.ts';
import type { Evening } from './evening.ts';

export interface PlannedSession {
  kits: number;
  /** Recordings that its kits can make from opening to closing. */
  capacity: number;
  openMinutes: number;
}

/** Minutes that one recording takes at one kit, by the session's capacity. */
export function minutesEach({ kits, capacity, openMinutes }: PlannedSession): number {
  return (kits * openMinutes) / capacity;
}

/** A session's evening as far as the plan tells it; what it does not is assumed. Undefined where it cannot record anybody. */
export function eveningOf(session: PlannedSession): Evening | undefined {
  const { kits, capacity, openMinutes } = session;
  if (kits < 1 || capacity < 1 || openMinutes < 1) return undefined;
  const meanMinutes = minutesEach(session);
  return {
    desks: kits,
    service: { meanMinutes, spread: SERVICE_SPREAD },
    openMinutes,
    doorsCloseMinutes: openMinutes - usualLastEntryMinutes(meanMinutes, openMinutes),
    arrivals: arrivalProfiles.early,
  };
}
