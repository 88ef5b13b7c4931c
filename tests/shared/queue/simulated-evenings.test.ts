import { expect, test } from 'vitest';
import { playEvening } from '../../benchmarks/evenings/play-evening.ts';
import { scenarios } from '../../benchmarks/evenings/scenarios.ts';

/** As an office plans them for two desks (`npm run bench -- evenings` tells). */
const NUMBERS = 106;
const WALK_INS = 43;

function played(part: string, evenings: number) {
  const scenario = scenarios.find(({ name }) => name.includes(part));
  if (!scenario) throw new Error(`There is no scenario ${part}.`);
  return Array.from({ length: evenings }, (_, at) => playEvening(scenario, NUMBERS, WALK_INS, at + 1));
}

/** The benchmark asks 80 % of many evenings; of three of them it may be some less. */
test('on evenings as assumed most calls fall inside the range told, and everybody is served', () => {
  const evenings = played('as assumed', 3);
  const told = evenings.flatMap((each) => each.told);
  expect(told.length).toBeGreaterThan(300);
  const inside = told.filter(({ from, to, called }) => from <= called && called <= to).length;
  expect(inside / told.length).toBeGreaterThan(0.75);
  for (const { leftWithout, served } of evenings) {
    expect(leftWithout).toBe(0);
    expect(served).toBeGreaterThan(85);
  }
});

test('when one of two desks is gone for good, it is said to be full and stays so', () => {
  const [evening] = played('breaks down for good', 1);
  expect(evening?.fullAt).not.toBeNull();
  expect(evening?.fullChanges).toBeLessThanOrEqual(3);
  expect(evening?.turnedAway).toBeGreaterThan(0);
});
