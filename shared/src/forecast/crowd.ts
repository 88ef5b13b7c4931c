import type { TurnoutForecast } from './turnout-model.ts';

export type Crowd = 'quiet' | 'normal' | 'busy';

/** Share of the capacity under which three evenings in four stay when a session is called quiet. */
const QUIET_SHARE = 0.5;

/**
 * How busy a session will be, for residents.
 *
 * busy: at least one evening in four reaches the capacity (q75 ≥ capacity).
 * quiet: three evenings in four stay under half of it (q75 < capacity / 2).
 * normal: between, and where the capacity is unknown.
 */
export function crowdOf(forecast: TurnoutForecast, capacity: number | undefined): Crowd {
  if (capacity === undefined) return 'normal';
  if (forecast.q75 >= capacity) return 'busy';
  return forecast.q75 < capacity * QUIET_SHARE ? 'quiet' : 'normal';
}
