import { seededRandom } from '../random/seeded-random.ts';
import { streamSeed } from './draws.ts';
import { drawFuture } from './evening-futures.ts';
import type { EveningNow, WaitingTicket } from './evening-now.ts';
import { type Served, serveFuture } from './serve-future.ts';

/** When a ticket is likely to be called, Unix milliseconds, at most the closing: quantiles of its predictive distribution. */
export interface CallTimes {
  p10At: number;
  p50At: number;
  p90At: number;
}

export interface EveningOutlook {
  /** Of every waiting ticket, in the order given, provided that its holder comes. */
  calls: CallTimes[];
  /** The last in line, by place, who is finished by closing in nine evenings of ten, as all before it; null where nobody is. */
  lastServable: WaitingTicket | null;
  /** Chance that one person more can be finished by closing without anybody who holds a number being left for it. */
  oneMoreShare: number;
}

/** What is promised is promised with this certainty. */
export const CERTAINTY = 0.9;

/**
 * Levels of the drawn ways at which the range ends: evenings are never quite as assumed, and with these eight calls in ten lie in it over all
 * sorts of simulated evenings (tests/benchmarks, `evenings`).
 */
const [LOW, HIGH] = [0.08, 0.92];

/**
 * How the rest of an evening may go, by drawing it many times from all that is known: measured service times, desks at work, who is here,
 * who may stay away, families, rests. The same evening gives the same answer.
 */
export function outlookOf(evening: EveningNow, { futures = 150, seed = 1 } = {}): EveningOutlook {
  const { waiting, now, closesAt } = evening;
  const called = waiting.map(() => new Float64Array(futures));
  const intime = new Float64Array(waiting.length);
  let oneMore = 0;
  for (let future = 0; future < futures; future++) {
    const random = seededRandom(streamSeed(seed, future, 1));
    const usual = serveFuture(evening, drawFuture(evening, 1, random), random);
    waiting.forEach((_, at) => {
      (called[at] as Float64Array)[future] = usual.called[at] as number;
    });
    const last = seededRandom(streamSeed(seed, future, 2));
    const nobodyNew = drawFuture(evening, 0, last);
    const closed = serveFuture(evening, nobodyNew, last);
    if (isRoomFor(nobodyNew.oneMoreMinutes, closed)) oneMore += 1;
    waiting.forEach((_, at) => {
      if (now + (closed.finished[at] as number) * 60_000 <= closesAt) intime[at] = (intime[at] as number) + 1;
    });
  }
  const sure = (at: number) => (intime[at] as number) >= CERTAINTY * futures;
  return {
    calls: called.map((minutes) => quantiles(evening, minutes.sort())),
    lastServable: lastOf(waiting, sure),
    oneMoreShare: oneMore / futures,
  };
}

/**
 * Who comes now puts off those behind until a desk would have been idle: the idle time of one desk, or of all where it is twice as long,
 * makes room. What remains after that is left at closing.
 */
function isRoomFor(minutes: number, { idle }: Served): boolean {
  const all = idle.reduce((sum, each) => sum + each, 0);
  return Math.max(0, ...idle) >= minutes || all >= 2 * minutes;
}

function quantiles({ now, closesAt }: EveningNow, sorted: Float64Array): CallTimes {
  const at = (share: number) => {
    const minutes = sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] as number;
    return Math.min(closesAt, Math.round(now + minutes * 60_000));
  };
  return { p10At: at(LOW), p50At: at(0.5), p90At: at(HIGH) };
}

function lastOf(waiting: readonly WaitingTicket[], sure: (at: number) => boolean): WaitingTicket | null {
  const inLine = waiting.map((ticket, at) => ({ ticket, at })).sort((a, b) => a.ticket.placeAt - b.ticket.placeAt);
  const broken = inLine.findIndex(({ at }) => !sure(at));
  return inLine[broken < 0 ? inLine.length - 1 : broken - 1]?.ticket ?? null;
}
