import type { Random } from '../random/seeded-random.ts';
import { arrivalProfiles } from './assumptions.ts';
import { arrivalDraws, drawNormal } from './draws.ts';
import type { EveningNow } from './evening-now.ts';
import { drawBeta, drawGamma, drawPoisson } from './gamma-draw.ts';
import { SHAPE } from './service-times.ts';

/** Somebody in one future of an evening; minutes from now. */
export interface Comer {
  /** Index in `waiting`; −1 for whoever has no number yet. */
  ticket: number;
  /** Infinite for a holder who stays away. */
  comesMinutes: number;
  placeMinutes: number;
  serviceMinutes: number;
}

export interface Future {
  comers: Comer[];
  /** What somebody who comes now would take. */
  oneMoreMinutes: number;
  /** When each desk is free. */
  freeMinutes: number[];
}

/** A desk that is silent for much longer than a recording takes: as likely as not it works no more tonight. */
const STALLED_GONE_SHARE = 0.5;
const STALLED_BACK_MINUTES = 30;

const TRIES = 20;

/** Draws one way in which the rest of the evening may go. @param walkInsShare 1, or 0 where nobody new is let in any more */
export function drawFuture(evening: EveningNow, walkInsShare: 0 | 1, random: Random): Future {
  const { service, noShows, waiting } = evening;
  const shape = SHAPE * service.knownPeople;
  const meanMinutes = (service.meanMinutes * shape) / drawGamma(shape, random);
  const serve = (people: number) => (drawGamma(SHAPE * people, random) * meanMinutes) / SHAPE;
  const staysAway = drawShare(noShows, random);
  const comers = waiting.map((_, ticket) => drawHolder(evening, ticket, { staysAway, serve, random }));
  const { mean, known } = evening.walkInsToCome;
  const walkIns = walkInsShare * drawPoisson((mean * drawGamma(known, random)) / known, random);
  for (let walkIn = 0; walkIn < walkIns; walkIn++) {
    const comesMinutes = drawWalkIn(evening, random);
    comers.push({ ticket: -1, comesMinutes, placeMinutes: comesMinutes, serviceMinutes: serve(1) });
  }
  const freeMinutes = evening.desks.map((desk) => drawFree(evening, desk, serve, random));
  return { comers, freeMinutes, oneMoreMinutes: serve(1) };
}

const comeAt = arrivalDraws(arrivalProfiles.early);

/** Minutes from now at which somebody comes who has no number, after now. */
function drawWalkIn({ now, opensAt, doorsCloseAt }: EveningNow, random: Random): number {
  const minutes = (fraction: number) => (opensAt + fraction * (doorsCloseAt - opensAt) - now) / 60_000;
  for (let tried = 0; tried < TRIES; tried++) {
    const comes = minutes(comeAt(random));
    if (comes > 0) return comes;
  }
  return random.next() * Math.max(0, minutes(1));
}

function drawShare({ meanShare, knownNumbers }: EveningNow['noShows'], random: Random): number {
  if (meanShare <= 0 || meanShare >= 1) return meanShare;
  return drawBeta(meanShare * knownNumbers, (1 - meanShare) * knownNumbers, random);
}

interface HolderDraws {
  staysAway: number;
  serve: (people: number) => number;
  random: Random;
}

/**
 * Where arrivals are noted, who is not here although it is time is the likelier to stay away: ways in which it would have come before now are
 * drawn again.
 */
function drawHolder(evening: EveningNow, ticket: number, { staysAway, serve, random }: HolderDraws): Comer {
  const { people, placeAt, arrivedAt } = evening.waiting[ticket] as EveningNow['waiting'][number];
  const place = (placeAt - evening.now) / 60_000;
  const serviceMinutes = serve(people);
  if (arrivedAt !== null) {
    return { ticket, comesMinutes: (arrivedAt - evening.now) / 60_000, placeMinutes: place, serviceMinutes };
  }
  const { meanMinutes, sdMinutes } = evening.lateness;
  const opens = (evening.opensAt - evening.now) / 60_000;
  const doors = Math.max(0, (evening.doorsCloseAt - evening.now) / 60_000);
  for (let tried = 0; tried < TRIES; tried++) {
    if (random.next() < staysAway) break;
    const comes = Math.max(opens, place + meanMinutes + sdMinutes * drawNormal(random));
    if (comes > 0 || !evening.arrivalsNoted)
      return { ticket, comesMinutes: Math.min(comes, doors), placeMinutes: place, serviceMinutes };
  }
  return { ticket, comesMinutes: Infinity, placeMinutes: place, serviceMinutes };
}

/** Minutes until a desk is free: a recording under way has taken so long already. */
function drawFree(
  { now, opensAt }: EveningNow,
  { since, people }: EveningNow['desks'][number],
  serve: (people: number) => number,
  random: Random,
): number {
  if (since === null) return Math.max(0, (opensAt - now) / 60_000);
  const elapsed = (now - since) / 60_000;
  for (let tried = 0; tried < TRIES; tried++) {
    const minutes = serve(people);
    if (minutes > elapsed) return minutes - elapsed;
  }
  return random.next() < STALLED_GONE_SHARE ? Infinity : random.next() * STALLED_BACK_MINUTES;
}
