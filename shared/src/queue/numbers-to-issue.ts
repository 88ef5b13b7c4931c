import betainc from '@stdlib/math-base-special-betainc';
import { type Random, seededRandom } from '../random/seeded-random.ts';
import { SKIP_MINUTES } from './assumptions.ts';
import { arrivalDraws, drawAround, drawBinomial, drawNormal, oneOf, serviceDraws, streamSeed } from './draws.ts';
import type { Evening } from './evening.ts';
import { likelyNoShowShares, type NoShows } from './no-shows.ts';

export interface NumbersAsked {
  evening: Evening;
  /** Equally likely numbers of people who want to be recorded (likely-people.ts). */
  people: Float64Array;
  /** Share of them who come without a number, 0 … 1. */
  walkInShare: number;
  noShows: NoShows;
  /** Never more numbers than this: the people of the pool not yet recorded, say. */
  most: number;
}

export interface NumbersToIssue {
  /** How many queue numbers to issue; 0 where even without any the promise breaks. */
  numbers: number;
  /** Share of simulated evenings in which everyone who came was finished by closing. */
  servedShare: number;
  /** False where fewer than `PROMISE` of evenings end well even without a single number: walk-ins alone are too many. */
  kept: boolean;
}

/** Everyone who comes is finished by closing in nine evenings of ten. */
export const PROMISE = 0.9;

/** How sure the simulation must be of that: the margin for its own chance is left off the numbers. */
const CONFIDENCE = 0.99;

/**
 * The most queue numbers with which everyone who comes, holders and walk-ins, is finished by closing with probability ≥ 0.9.
 *
 * All numbers issued are taken to find a holder: the promise must hold when they do. Walk-ins are a share of the forecast, holders
 * stay away by a share that differs from evening to evening and come around the minutes that their numbers ask for, spread evenly
 * over the time of letting in; all are served in order of arrival. Each simulated evening bears some most numbers; one number more never helps it, because a further person never
 * lets another one finish sooner (Kiefer and Wolfowitz, 1955). The answer is the order statistic of those mosts that lies below
 * their true 10 % quantile with 99 % confidence, whatever their distribution (Wilks, 1941, Ann. Math. Stat. 12, 91–96).
 *
 * More kits, more time, more holders who stay away never give fewer numbers: evenings draw the same whatever these are.
 *
 * @param options.evenings 100 or more
 */
export function numbersToIssue(asked: NumbersAsked, { evenings = 1000, seed = 1 } = {}): NumbersToIssue {
  const rank = sureRank(evenings);
  const trial = mostNumbersBorne(asked, { upTo: asked.most, evenings: TRIAL_EVENINGS, seed }).sort();
  let upTo = trial[TRIAL_EVENINGS / 2] ?? 0;
  for (;;) {
    const looked = Math.min(asked.most, Math.max(upTo, 1));
    const borne = mostNumbersBorne(asked, { upTo: looked, evenings, seed }).sort();
    const most = borne[rank - 1] ?? -1;
    const numbers = Math.max(0, most);
    const well = borne.reduce((count, each) => count + (each >= numbers ? 1 : 0), 0);
    if (most < looked || looked >= asked.most) return { numbers, servedShare: well / evenings, kept: most >= 0 };
    upTo = looked * 2;
  }
}

/** The evening's own pace, log-normal around what is planned; nothing is drawn where evenings are alike. */
function paceOf({ service }: Evening, seed: number, at: number): number {
  const spread = service.eveningSpread ?? 0;
  return spread === 0 ? 1 : Math.exp(spread * drawNormal(seededRandom(streamSeed(seed, at, 4))));
}

/** Minutes that a person takes with those that a desk loses by calling who stays away, a minute each. */
export function withCallsInVain(meanMinutes: number, noShowShare: number): number {
  return meanMinutes + (SKIP_MINUTES * noShowShare) / Math.max(0.1, 1 - noShowShare);
}

/** Their middle tells how many numbers need not be looked at. */
const TRIAL_EVENINGS = 60;

/** The greatest rank, 1 and up, whose value lies below the true quantile with confidence; 1 where there are too few evenings. */
function sureRank(evenings: number): number {
  let rank = 1;
  while (betainc(1 - PROMISE, rank + 1, evenings - rank, true, false) >= CONFIDENCE) rank += 1;
  return rank;
}

interface Looked {
  /** More numbers than this are not looked at. */
  upTo: number;
  evenings: number;
  seed: number;
}

/** Of each simulated evening the most numbers with which all are finished by closing; −1 where walk-ins alone are too many. */
function mostNumbersBorne(asked: NumbersAsked, { upTo, evenings, seed }: Looked): Float64Array {
  const { people, walkInShare, evening } = asked;
  const arrive = arrivalDraws(evening.arrivals);
  const serveAtMean = serviceDraws(evening.service);
  const noShowShares = likelyNoShowShares(asked.noShows);
  const bearable = (evening.desks * evening.openMinutes) / evening.service.meanMinutes;
  return Float64Array.from({ length: evenings }, (_, at) => {
    const random = seededRandom(streamSeed(seed, at, 0));
    const pace = paceOf(evening, seed, at);
    const serve = (drawn: Random) => pace * serveAtMean(drawn);
    const guests = new Guests();
    const staysAway = oneOf(noShowShares, random);
    const walkIns = drawBinomial(oneOf(people, random), walkInShare, random);
    for (let walkIn = 0; walkIn < walkIns; walkIn++) guests.add(-1, arrive(random), serve(random));
    const holders = seededRandom(streamSeed(seed, at, 1));
    const first = holders.next();
    for (let number = 0; number < upTo && guests.count < 2 * bearable + 20; number++) {
      drawHolder(guests, number, { staysAway, first, serve, random: holders });
    }
    return guests.mostNumbers(evening, upTo);
  });
}

interface HolderDraws {
  /** Chance that each stays away, that evening. */
  staysAway: number;
  /** Place of the first number. */
  first: number;
  serve: (random: Random) => number;
  random: Random;
}

/** A holder who stays away draws the rest too: then others draw the same however many stay away. */
function drawHolder(guests: Guests, number: number, { staysAway, first, serve, random }: HolderDraws): void {
  const comes = random.next() >= staysAway;
  const [fraction, minutes] = [drawAround(evenlySpread(number, first), random), serve(random)];
  if (comes) guests.add(number, fraction, minutes);
}

/**
 * The number's place in the time of letting in, 0 … 1. However many numbers there are, the first so many are spread evenly, and one
 * more leaves all others where they were (golden steps; Niederreiter, 1992, Random Number Generation, ch. 3).
 */
function evenlySpread(number: number, first: number): number {
  return (first + number * 0.618_033_988_749_895) % 1;
}

/** Everybody who might come to one evening. */
class Guests {
  readonly #fractions: number[] = [];
  readonly #numbers: number[] = [];
  readonly #minutes: number[] = [];

  get count(): number {
    return this.#numbers.length;
  }

  /**
   * @param number −1 for a walk-in
   * @param fraction of the time of letting in, 0 … 1
   */
  add(number: number, fraction: number, minutes: number): void {
    this.#fractions.push(fraction);
    this.#numbers.push(number);
    this.#minutes.push(minutes);
  }

  /** By bisection between what is borne and what is not; whether `upTo` are is asked first. */
  mostNumbers(evening: Evening, upTo: number): number {
    const order = orderOf(this.#fractions);
    if (this.#finishInTime(order, evening, upTo)) return upTo;
    let well = -1;
    let broken = upTo;
    while (broken - well > 1) {
      const tried = Math.floor((well + broken) / 2);
      if (this.#finishInTime(order, evening, tried)) well = tried;
      else broken = tried;
    }
    return well;
  }

  /** True where walk-ins and the first `numbers` holders are finished by closing, called in order of arrival. */
  #finishInTime(order: Float64Array, evening: Evening, numbers: number): boolean {
    const { desks, openMinutes, doorsCloseMinutes } = evening;
    const freeAt = new Float64Array(desks);
    for (let at = 0; at < order.length; at++) {
      const person = order[at] as number;
      if ((this.#numbers[person] as number) >= numbers) continue;
      let desk = 0;
      for (let other = 1; other < desks; other++) {
        if ((freeAt[other] as number) < (freeAt[desk] as number)) desk = other;
      }
      const called = Math.max(freeAt[desk] ?? Infinity, (this.#fractions[person] as number) * doorsCloseMinutes);
      const finished = called + (this.#minutes[person] as number);
      if (finished > openMinutes) return false;
      freeAt[desk] = finished;
    }
    return true;
  }
}

/** Places of rising values: a typed array sorts numbers faster than a comparison does, so each carries its place. */
function orderOf(values: readonly number[]): Float64Array {
  const PLACES = 2 ** 20;
  const keys = Float64Array.from(values, (value, at) => Math.floor(value * 2 ** 32) * PLACES + at);
  return keys.sort().map((key) => key % PLACES);
}
