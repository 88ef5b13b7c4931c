import type { EveningSheet } from '@jemput/shared/bookings/evening-sheet';
import { expect, test } from 'vitest';
import { heldBackBy } from '../../web/src/routes/petugas/antrean/[session]/held-back.ts';

const NOW = 1_000_000;
const lost = { letter: 'B' };
const here = { letter: 'C' };

/** Only what is asked of a sheet. */
function sheet(
  next: string[],
  ...line: { placeAt: number; keptFor: string | null; arrivedAt?: number }[]
): EveningSheet {
  const tickets = line.map((ticket, at) => ({
    id: `t${at}`,
    series: 'A',
    number: at + 1,
    state: 'held',
    arrivedAt: null,
    ...ticket,
  }));
  return { next, line: tickets, desks: [lost, here] } as unknown as EveningSheet;
}

test('names the desk that keeps the first who could be called', () => {
  expect(heldBackBy(sheet([], { placeAt: 5, keptFor: 'C' }, { placeAt: 1, keptFor: 'B' }), NOW)).toBe(lost);
  expect(heldBackBy(sheet([], { placeAt: NOW + 1, keptFor: 'C', arrivedAt: 3 }), NOW)).toBe(here);
});

test('nobody holds anything back where somebody can be called, or nobody is due and here', () => {
  expect(heldBackBy(sheet(['t1'], { placeAt: 1, keptFor: 'B' }, { placeAt: 2, keptFor: null }), NOW)).toBeNull();
  expect(heldBackBy(sheet([], { placeAt: NOW + 1, keptFor: 'B' }), NOW)).toBeNull();
  expect(heldBackBy(sheet([]), NOW)).toBeNull();
});
