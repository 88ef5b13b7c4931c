import type { LocalDate } from '@jemput/shared/calendar/local-date';
import type { Kit, Outage } from '@jemput/shared/kits/kit';
import type { Pool, Venue } from '@jemput/shared/places/venue';
import type { StintFile } from '@jemput/shared/planning/problem-file';

/** What everybody may know of a city before it is simulated. */
export interface City {
  slots: readonly { id: string; startTime: string; endTime: string }[];
  /** `remaining` is that of the first date of `held`. */
  pools: readonly Pool[];
  /** Places where kits may stand. */
  venues: readonly Venue[];
  kits: readonly Kit[];
  /** Service that was agreed on long before. */
  outages: readonly Pick<Outage, 'kitId' | 'startDate' | 'endDate'>[];
  /** Held before the comparison begins, whatever the policy: what the forecast starts from. */
  held: readonly StintFile[];
  /** A Monday: the first date that a policy plans. */
  start: LocalDate;
}
