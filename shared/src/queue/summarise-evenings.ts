import { seededRandom } from '../random/seeded-random.ts';
import { streamSeed } from './draws.ts';
import type { Evening } from './evening.ts';
import { type EveningOutcome, simulateEvening } from './simulate-evening.ts';
import { type WaitRange, WaitTally, waitedMinutes } from './wait-tally.ts';

export interface EveningsAsked {
  evening: Evening;
  /** Equally likely numbers of people who come, rising (likely-people.ts). */
  people: Float64Array;
}

/** Mean, and the 10 % and 90 % quantiles over evenings. */
export interface Spread {
  mean: number;
  low: number;
  high: number;
}

/** People who come in one part of the evening. */
export interface ArrivalPart {
  fromMinutes: number;
  toMinutes: number;
  /** Over all evenings simulated. */
  people: number;
  wait: WaitRange;
  /** Of them, finished by closing; 1 where nobody comes. */
  servedShare: number;
}

export interface EveningsSummary {
  /** People who come in an evening, and those finished by closing. */
  come: Spread;
  served: Spread;
  /** Share of evenings in which nobody is left without. */
  allServedShare: number;
  leftWithout: Spread;
  /** Of all who come; those never called count as waiting until closing. */
  wait: WaitRange;
  parts: ArrivalPart[];
  /** People who stand in line, those at a desk not counted. */
  queue: (Spread & { atMinutes: number })[];
}

const QUEUE_STEP_MINUTES = 30;

/**
 * What many simulated evenings of the same session are like, from the emptiest to the fullest that is likely. The same seed draws the same people whatever kits, minutes or hours
 * are, so that two settings can be compared.
 *
 * @param options.partMinutes length of the parts of `parts`
 */
export function summariseEvenings(
  { evening, people }: EveningsAsked,
  { evenings = 1000, seed = 1, partMinutes = 60 } = {},
): EveningsSummary {
  const { openMinutes } = evening;
  const all = new WaitTally(openMinutes);
  const parts = partsOf(evening, partMinutes);
  const looks = Array.from(
    { length: Math.floor(openMinutes / QUEUE_STEP_MINUTES) + 1 },
    (_, at) => at * QUEUE_STEP_MINUTES,
  );
  const lines = looks.map(() => new Float64Array(evenings));
  const came = new Float64Array(evenings);
  const served = new Float64Array(evenings);
  for (let at = 0; at < evenings; at++) {
    const random = seededRandom(streamSeed(seed, at, 2));
    const walkIns = people[Math.floor(((at + random.next()) / evenings) * people.length)] ?? 0;
    const outcome = simulateEvening(evening, { walkIns }, random);
    came[at] = outcome.guests.length;
    served[at] = outcome.served;
    for (const guest of outcome.guests) {
      const waited = waitedMinutes(guest, openMinutes);
      const finished = guest.calledMinutes + guest.serviceMinutes <= openMinutes;
      const part = parts[Math.min(parts.length - 1, Math.floor(guest.arrivedMinutes / partMinutes))];
      all.add(waited);
      part?.tally.add(waited);
      if (finished && part) part.served += 1;
    }
    countLines(outcome, looks, (look, length) => {
      (lines[look] as Float64Array)[at] = length;
    });
  }
  const left = came.map((count, at) => count - (served[at] as number));
  return {
    come: spreadOf(came),
    served: spreadOf(served),
    allServedShare: left.reduce((count, each) => count + (each === 0 ? 1 : 0), 0) / evenings,
    leftWithout: spreadOf(left),
    wait: all.range,
    parts: parts.map(({ fromMinutes, toMinutes, tally, served: finished }) => ({
      fromMinutes,
      toMinutes,
      people: tally.people,
      wait: tally.range,
      servedShare: tally.people === 0 ? 1 : finished / tally.people,
    })),
    queue: looks.map((atMinutes, look) => ({ atMinutes, ...spreadOf(lines[look] as Float64Array) })),
  };
}

function partsOf({ doorsCloseMinutes, openMinutes }: Evening, partMinutes: number) {
  const count = Math.max(1, Math.ceil(doorsCloseMinutes / partMinutes));
  return Array.from({ length: count }, (_, part) => ({
    fromMinutes: part * partMinutes,
    toMinutes: Math.min(doorsCloseMinutes, (part + 1) * partMinutes),
    tally: new WaitTally(openMinutes),
    served: 0,
  }));
}

/** How many have come and are not called yet at each of these minutes. */
function countLines(
  { guests }: EveningOutcome,
  looks: readonly number[],
  note: (look: number, length: number) => void,
) {
  const lengths = new Float64Array(looks.length);
  for (const { arrivedMinutes, calledMinutes } of guests) {
    for (let look = Math.ceil(arrivedMinutes / QUEUE_STEP_MINUTES); look < looks.length; look++) {
      if ((looks[look] as number) >= calledMinutes) break;
      lengths[look] = (lengths[look] as number) + 1;
    }
  }
  lengths.forEach((length, look) => {
    note(look, length);
  });
}

/** @param values at least one */
export function spreadOf(values: Float64Array): Spread {
  const sorted = values.slice().sort();
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { mean: values.reduce((sum, value) => sum + value, 0) / values.length, low: at(0.1), high: at(0.9) };
}
