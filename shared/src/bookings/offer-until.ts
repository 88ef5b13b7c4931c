import { addDays } from '../calendar/local-date.ts';
import { epochMillisAt, localDateAt, localTimeAt } from '../calendar/time-zone.ts';
import type { QueueSettings } from './queue-settings.ts';

export type OfferRules = Pick<QueueSettings, 'offerMinutes' | 'quietFrom' | 'quietUntil'>;

const MINUTE_MILLIS = 60_000;

/**
 * Until when a freed place is kept for somebody: so many minutes from now, or from the end of the quiet hours in which nobody is told;
 * never beyond the beginning of the session.
 *
 * @param now Unix milliseconds
 * @param startsAt Unix milliseconds
 * @returns Unix milliseconds
 */
export function offerUntil(rules: OfferRules, now: number, startsAt: number, zone: string): number {
  return Math.min(startsAt, toldAt(rules, now, zone) + rules.offerMinutes * MINUTE_MILLIS);
}

/** When somebody can be told at the earliest. */
function toldAt({ quietFrom, quietUntil }: OfferRules, now: number, zone: string): number {
  const time = localTimeAt(now, zone);
  const today = localDateAt(now, zone);
  const pastMidnight = quietFrom > quietUntil;
  const isQuiet = pastMidnight ? time >= quietFrom || time < quietUntil : time >= quietFrom && time < quietUntil;
  if (!isQuiet) return now;
  const date = pastMidnight && time >= quietFrom ? addDays(today, 1) : today;
  return epochMillisAt(date, quietUntil, zone);
}
