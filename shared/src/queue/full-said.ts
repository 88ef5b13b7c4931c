/**
 * One person more is let in with this certainty that nobody is left for it: every one is another chance to fail, and nine evenings in ten are
 * to end with everybody served.
 */
export const ROOM_CERTAINTY = 0.95;

/** It is taken back only where room is this certain again, and not sooner than after so many minutes: what is said does not flicker. */
const CLEAR_CERTAINTY = 0.98;
const LEAST_MILLIS = 10 * 60_000;

/**
 * Since when it is said that nobody more can be served by closing, from what was said before and what the outlook says now.
 *
 * @param since Unix milliseconds; null where it is not said
 * @param oneMoreShare of wait-range.ts
 */
export function fullSince(since: number | null, oneMoreShare: number, now: number): number | null {
  if (since === null) return oneMoreShare < ROOM_CERTAINTY ? now : null;
  return oneMoreShare >= CLEAR_CERTAINTY && now - since >= LEAST_MILLIS ? null : since;
}
