import { DateTime } from 'luxon';

/**
 * Dark from sunset to sunrise. Indonesia lies on the equator: over the year the sun sets between 17.25 and 18.35 and
 * rises between 4.45 and 6.00 on the clocks of its three zones (NOAA solar calculator), so one evening hour serves.
 */
export function schemeAt(now: string, zone: string): 'dark' | 'auto' {
  const { hour, minute } = DateTime.fromISO(now, { zone });
  const minutes = hour * 60 + minute;
  return minutes >= 17 * 60 + 45 || minutes < 5 * 60 + 30 ? 'dark' : 'auto';
}
