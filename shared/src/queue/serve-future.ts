import type { Random } from '../random/seeded-random.ts';
import { SKIP_MINUTES } from './assumptions.ts';
import type { Comer, Future } from './evening-futures.ts';
import type { EveningNow } from './evening-now.ts';

export interface Served {
  /** Minutes from now at which each waiting ticket is first called; infinite where closing is first. */
  called: Float64Array;
  /** When it is finished; of those who stay away, when they would have been. */
  finished: Float64Array;
  /** Minutes until closing in which each desk would have nobody to serve. */
  idle: number[];
}

/** A working desk breaks down so often in an hour, for so long at most. Assumed. */
const BREAKS_PER_HOUR = 0.02;
const BREAK_MOST_MINUTES = 60;

/**
 * The public rule (bookings/line-order.ts) in one future: whoever is free calls the first in line by place, of those whose place has come or
 * who are here. Who is called and not here comes in again after some others. Nobody is called in a rest or after closing.
 */
export function serveFuture(evening: EveningNow, future: Future, random: Random): Served {
  const run = new FutureRun(evening, future);
  while (run.callNext(random));
  return run.served;
}

interface Step {
  atMinutes: number;
  comer: Comer;
}

class FutureRun {
  readonly served: Served;
  readonly #steps: Step[];
  readonly #free: number[];
  readonly #line: Comer[] = [];
  readonly #skippedAt = new Map<Comer, number>();
  readonly #rule: EveningNow['lateRule'];
  readonly #rests: { from: number; to: number }[];
  readonly #closes: number;
  #next = 0;

  constructor({ now, waiting, closesAt, rests, lateRule }: EveningNow, { comers, freeMinutes }: Future) {
    const none = () => new Float64Array(waiting.length).fill(Infinity);
    this.served = { called: none(), finished: none(), idle: freeMinutes.map(() => 0) };
    this.#steps = stepsOf(comers);
    this.#free = [...freeMinutes];
    this.#rule = lateRule;
    this.#closes = (closesAt - now) / 60_000;
    this.#rests = rests.map(({ from, to }) => ({ from: (from - now) / 60_000, to: (to - now) / 60_000 }));
  }

  /** @returns false where nobody is called any more */
  callNext(random: Random): boolean {
    const desk = soonest(this.#free);
    const someone = this.#line.length > 0 ? -Infinity : (this.#steps[this.#next]?.atMinutes ?? Infinity);
    const at = this.#afterRests(Math.max(this.#free[desk] ?? Infinity, someone));
    if (!(at < this.#closes)) {
      for (let each = 0; each < this.#free.length; each++) this.#rest(each, this.#closes);
      return false;
    }
    this.#comeUntil(at);
    const comer = this.#line.shift();
    if (!comer) return true;
    this.#rest(desk, at);
    const { ticket, comesMinutes, serviceMinutes } = comer;
    if (ticket >= 0 && !this.#skippedAt.has(comer)) this.served.called[ticket] = at;
    if (ticket >= 0) this.served.finished[ticket] = at + serviceMinutes;
    if (comesMinutes > at) {
      this.#skippedAt.set(comer, at);
      this.#free[desk] = at + SKIP_MINUTES;
      return true;
    }
    this.#free[desk] = at + serviceMinutes + downtime(serviceMinutes, random);
    return true;
  }

  /** Nobody was there for this desk from when it was free until then. */
  #rest(desk: number, until: number): void {
    const from = this.#free[desk] as number;
    if (from >= until) return;
    const rested = this.#rests.reduce(
      (sum, rest) => sum + Math.max(0, Math.min(until, rest.to) - Math.max(from, rest.from)),
      0,
    );
    this.served.idle[desk] = (this.served.idle[desk] as number) + until - from - rested;
  }

  #afterRests(at: number): number {
    for (const { from, to } of this.#rests) if (at >= from && at < to) return to;
    return at;
  }

  #comeUntil(at: number): void {
    for (let step = this.#steps[this.#next]; step && step.atMinutes <= at; step = this.#steps[this.#next]) {
      this.#next += 1;
      this.#come(step);
    }
  }

  /** Enters the line; who comes late to its place takes the place of its coming, and who was called before comes in again. */
  #come({ atMinutes, comer }: Step): void {
    const skippedAt = this.#skippedAt.get(comer);
    if (skippedAt !== undefined) {
      const late = atMinutes - skippedAt > this.#rule.lateMinutes;
      const before = this.#line[Math.min(this.#rule.reenterAfter, this.#line.length) - 1];
      comer.placeMinutes = Math.max(comer.placeMinutes, late ? atMinutes : (before?.placeMinutes ?? -Infinity));
    } else if (atMinutes >= comer.comesMinutes && comer.placeMinutes < atMinutes) {
      const there = this.#line.indexOf(comer);
      if (there >= 0) this.#line.splice(there, 1);
      if (there >= 0) comer.placeMinutes = atMinutes;
    }
    queueUp(this.#line, comer);
  }
}

/** Somebody enters the line when it comes or when its place has come, and moves in it when it comes later than that. */
function stepsOf(comers: readonly Comer[]): Step[] {
  const steps: Step[] = [];
  for (const comer of comers) {
    const { comesMinutes, placeMinutes } = comer;
    steps.push({ atMinutes: Math.min(comesMinutes, placeMinutes), comer });
    if (comesMinutes > placeMinutes && comesMinutes > 0 && comesMinutes < Infinity) {
      steps.push({ atMinutes: comesMinutes, comer });
    }
  }
  return steps.sort((a, b) => a.atMinutes - b.atMinutes);
}

function downtime(workedMinutes: number, random: Random): number {
  return random.next() < (workedMinutes / 60) * BREAKS_PER_HOUR ? random.next() * BREAK_MOST_MINUTES : 0;
}

function soonest(free: readonly number[]): number {
  let desk = 0;
  for (let other = 1; other < free.length; other++) {
    if ((free[other] as number) < (free[desk] as number)) desk = other;
  }
  return desk;
}

/** Puts somebody behind everybody with a place as low or lower; mostly that is the end. */
function queueUp(line: Comer[], comer: Comer): void {
  let at = line.length;
  while (at > 0 && (line[at - 1] as Comer).placeMinutes > comer.placeMinutes) at -= 1;
  line.splice(at, 0, comer);
}
