import { expect, test } from 'vitest';
import { gainOf, servedIn } from './gain.ts';
import { strategies } from './strategies.ts';

const SEEDS = 12;
const market = { numbers: 40, people: 100, customers: 20, openingMinutes: 20 };

/** The bench says it exactly; here only so much that a broken rule shows. */
test.each(strategies)('where numbers are drawn nobody is much better off by a broker: $name', (strategy) => {
  const drawn = { ...market, release: 'draw' as const };
  const { gain, standardError } = gainOf(servedIn(drawn, 'attentively', SEEDS), servedIn(drawn, strategy, SEEDS));
  expect(gain).toBeLessThan(0.05 + 3 * standardError);
});

test('where whoever is first gets a number, a broker is: the simulation sees the difference', () => {
  const [speed] = strategies;
  if (!speed) throw new Error('there is no strategy');
  const first = { ...market, release: 'first_come' as const };
  const { gain, standardError } = gainOf(servedIn(first, 'themselves', SEEDS), servedIn(first, speed, SEEDS));
  expect(gain).toBeGreaterThan(0.5 + 2 * standardError);
});
