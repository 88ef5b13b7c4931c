import type { ServiceKnown } from './evening-now.ts';

/** A call to a desk: Unix milliseconds. */
export interface CallSeen {
  desk: string;
  calledAt: number;
  people: number;
  /** Since when it could have been called: its coming, or where nobody noted that, its place. */
  readyAt: number;
  /** False where the desk skipped it. */
  served: boolean;
}

export interface ServiceSeen {
  people: number;
  minutes: number;
}

/** Staff differ: before tonight's first call, the mean is as sure as after so many people (a standard deviation of 22 %). */
export const KNOWN_PEOPLE = 5;

/** 1 / spread² of a single recording (assumptions.ts). */
export const SHAPE = 4;

/** Beyond so many times its mean a gap is no recording but a pause; one recording in ten thousand is as long. */
const LONGEST_TIMES = 4;

/**
 * How long people took, as far as calls tell: from one call of a desk to its next, where the next was there to be called all the time, so
 * that the desk was never idle. Rests are taken off.
 */
export function servicesSeen(
  calls: readonly CallSeen[],
  rests: readonly { from: number; to: number }[] = [],
): ServiceSeen[] {
  const byDesk = Map.groupBy(calls, ({ desk }) => desk);
  return [...byDesk.values()].flatMap((ofDesk) => {
    const inOrder = ofDesk.toSorted((a, b) => a.calledAt - b.calledAt);
    return inOrder.flatMap((call, at): ServiceSeen[] => {
      const next = inOrder[at + 1];
      if (!next || !call.served || next.readyAt > call.calledAt) return [];
      const minutes = workingMinutes(call.calledAt, next.calledAt, rests);
      return minutes > 0 ? [{ people: call.people, minutes }] : [];
    });
  });
}

/** Minutes between two instants that are no rest. */
export function workingMinutes(from: number, to: number, rests: readonly { from: number; to: number }[]): number {
  const rested = rests.reduce((sum, rest) => sum + Math.max(0, Math.min(to, rest.to) - Math.max(from, rest.from)), 0);
  return (to - from - rested) / 60_000;
}

/** The rate is gamma distributed; each person served adds to what is known of it. Gaps that are no recording are left out. */
export function learnService(before: ServiceKnown, seen: readonly ServiceSeen[]): ServiceKnown {
  let known = before;
  // What is too long to be a recording depends on the mean, which depends on what is left out; twice is enough.
  for (let round = 0; round < 2; round++) {
    const longest = LONGEST_TIMES * known.meanMinutes;
    const kept = seen.filter(({ people, minutes }) => minutes <= longest * people);
    const people = kept.reduce((sum, each) => sum + each.people, 0);
    const minutes = kept.reduce((sum, each) => sum + each.minutes, 0);
    const knownPeople = before.knownPeople + people;
    known = { knownPeople, meanMinutes: (before.knownPeople * before.meanMinutes + minutes) / knownPeople };
  }
  return known;
}
