import { beforeEach, expect, test } from 'vitest';
import { simulateCommand } from '../../../server/src/commands/simulate.ts';

let out: string;
let err: string;

const io = {
  out: (text: string) => {
    out += text;
  },
  err: (text: string) => {
    err += text;
  },
  now: () => 0,
};

beforeEach(() => {
  out = '';
  err = '';
});

test('a table week by week, and the first policy beside the others', async () => {
  expect(await simulateCommand(['--days', '14', '--seeds', '2', '--policies', 'last-visit,rotation'], io)).toBe(0);
  const lines = out.trim().split('\n');
  expect(lines.filter((line) => /^2013-/.test(line)).map((line) => line.slice(0, 10))).toEqual([
    '2013-10-28',
    '2013-11-04',
  ]);
  expect(lines.at(-1)).toMatch(/^rotation +[\d,]+ ± [\d,]+ +\d+ +-?[\d.]+ % ± [\d.]+ %$/);
});

test('--json gives the same as data, with the world it was in', async () => {
  expect(await simulateCommand(['--days', '7', '--seed', '4', '--policies', 'rotation', '--json'], io)).toBe(0);
  const { results, seeds, world } = JSON.parse(out);
  expect(seeds).toEqual([4]);
  expect(world).toMatchObject({ venueSpread: 0.5, faults: { datesInRepair: 7 } });
  expect(results[0]).toMatchObject({ policy: 'rotation', recorded: [expect.any(Number)] });
});

test('every bad argument is named at once, and nothing is simulated', async () => {
  const bad = [
    '--days=0',
    '--seed=1.5',
    '--seeds=-1',
    '--kits=x',
    '--spread=9',
    '--reachable=0',
    '--policies=rotation,luck',
  ];
  expect(await simulateCommand(bad, io)).toBe(2);
  for (const name of ['days', 'seed', 'seeds', 'kits', 'spread', 'reachable', 'policies'])
    expect(err).toContain(`--${name}: got`);
  expect(out).toBe('');
});

test.each([[['--speed', '3']], [['solo']]])('%j is refused with the usage', async (args) => {
  expect(await simulateCommand(args, io)).toBe(2);
  expect(err).toContain('usage: jemput simulate');
});
