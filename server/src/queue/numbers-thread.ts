import { likelyPeopleOfRange } from '@jemput/shared/queue/likely-people';
import { type NumbersAsked, type NumbersToIssue, numbersToIssue } from '@jemput/shared/queue/numbers-to-issue';

export interface NumbersTask extends Omit<NumbersAsked, 'people'> {
  /** People who want to be served: mean, and the range of eight evenings in ten. */
  expected: { mean: number; low: number; high: number };
}

/** Runs in a thread: a thousand evenings take a tenth of a second. */
export default function numbersInThread({ expected, ...asked }: NumbersTask): NumbersToIssue {
  const mean = Math.max(1, expected.mean);
  const range = { low: Math.min(mean, expected.low), high: Math.max(mean, expected.high) };
  return numbersToIssue({ ...asked, people: likelyPeopleOfRange(mean, range) });
}
