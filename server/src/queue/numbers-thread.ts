import { likelyPeopleOfRange } from '@jemput/shared/queue/likely-people';
import { type NumbersAsked, type NumbersToIssue, numbersToIssue } from '@jemput/shared/queue/numbers-to-issue';

export interface NumbersTask extends Omit<NumbersAsked, 'people'> {
  /** People who want to be served: mean, and the range of eight evenings in ten. */
  expected: { mean: number; low: number; high: number };
  /** More people than this cannot be served whatever happens; who comes beyond them is told that it is full (close-out.ts). */
  capacity: number;
}

/** Runs in a thread: a thousand evenings take a tenth of a second. */
export default function numbersInThread({ expected, capacity, ...asked }: NumbersTask): NumbersToIssue {
  const mean = Math.max(1, expected.mean);
  const range = { low: Math.min(mean, expected.low), high: Math.max(mean, expected.high) };
  const people = likelyPeopleOfRange(mean, range).map((count) => Math.min(count, capacity));
  return numbersToIssue({ ...asked, people });
}
