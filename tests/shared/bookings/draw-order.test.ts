import { createHash } from 'node:crypto';
import {
  commitmentOf,
  drawOrder,
  entriesHashOf,
  placedInOrder,
  verifyDraw,
  waitingInOrder,
} from '@jemput/shared/bookings/draw-order';
import type { DrawEntry, DrawRecord } from '@jemput/shared/bookings/draw-record';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const codeOf = (text: string) => sha256(text).slice(0, 32);
const seedOf = (number: number) => sha256(`seed ${number}`);

function anEntry(at: number, over: Partial<DrawEntry> = {}): DrawEntry {
  return { code: codeOf(`entry ${at}`), chance: codeOf(`chance ${at}`), people: 1, ...over };
}

function aRecord(entries: DrawEntry[], places: number, seed = seedOf(1)): DrawRecord {
  const order = drawOrder(seed, entries);
  const placed = placedInOrder(order, entries, places);
  const waiting = waitingInOrder(order, entries, { places, placed });
  const told = { sessionId: 's', drawnAt: '2026-11-26T16:00:00+07:00', commitment: commitmentOf(seed) };
  return { ...told, seed, places, entries, order, placed, waiting };
}

const entriesArbitrary = fc
  .array(fc.record({ chance: fc.nat(30), people: fc.integer({ min: 1, max: 6 }) }), { minLength: 1, maxLength: 60 })
  .map((rows) => rows.map(({ chance, people }, at) => anEntry(at, { chance: codeOf(`chance ${chance}`), people })));

test('the hashes are those of SHA-256 as Node.js makes them', () => {
  const [a, b] = [anEntry(1), anEntry(2, { people: 3 })];
  const lines = [`${a.code} ${a.chance} 1\n`, `${b.code} ${b.chance} 3\n`].sort().join('');
  expect(entriesHashOf([a, b])).toBe(sha256(lines));
  expect(entriesHashOf([b, a])).toBe(sha256(lines));
  expect(commitmentOf('00'.repeat(32))).toBe(createHash('sha256').update(Buffer.alloc(32)).digest('hex'));
});

test('the order is one of all entries, the same however they come in', () => {
  fc.assert(
    fc.property(entriesArbitrary, fc.nat(1000), (entries, number) => {
      const order = drawOrder(seedOf(number), entries);
      expect([...order].sort()).toEqual(entries.map(({ code }) => code).sort());
      expect(drawOrder(seedOf(number), [...entries].reverse())).toEqual(order);
    }),
  );
});

test('nobody gets a place before all drawn earlier had theirs, but where their people did not fit', () => {
  fc.assert(
    fc.property(entriesArbitrary, fc.nat(80), (entries, places) => {
      const { order, placed } = aRecord(entries, places);
      const peopleOf = new Map(entries.map(({ code, people }) => [code, people]));
      let left = places;
      for (const code of order) {
        const people = peopleOf.get(code) ?? 0;
        expect(placed.includes(code)).toBe(people <= left);
        if (people <= left) left -= people;
      }
      expect(left).toBeGreaterThanOrEqual(0);
    }),
  );
});

test('nobody is drawn and waits, and the list is in the order drawn', () => {
  fc.assert(
    fc.property(entriesArbitrary, fc.nat(80), (entries, places) => {
      const { order, placed, waiting } = aRecord(entries, places);
      expect(waiting.filter((code) => placed.includes(code))).toEqual([]);
      expect(order.filter((code) => waiting.includes(code))).toEqual(waiting);
    }),
  );
});

test('a draw that was not touched is found true, and any change of it is found', () => {
  fc.assert(
    fc.property(entriesArbitrary, fc.integer({ min: 1, max: 40 }), fc.nat(), (entries, places, where) => {
      const record = aRecord(entries, places);
      expect(verifyDraw(record)).toEqual([]);
      const at = where % entries.length;
      const changed = (over: Partial<DrawEntry>) =>
        entries.map((entry, index) => (index === at ? { ...entry, ...over } : entry));
      const another = seedOf(99);
      expect(verifyDraw({ ...record, seed: another })).toContain('commitment');
      const committed = { ...record, seed: another, commitment: commitmentOf(another) };
      // Of so many another seed gives the same order once in 362,880 times.
      if (entries.length > 8) expect(verifyDraw(committed)).toContain('order');
      expect(verifyDraw({ ...record, entries: changed({ code: codeOf('another') }) })).toContain('order');
      expect(verifyDraw({ ...record, entries: [...entries, anEntry(1000)] })).toContain('order');
      expect(verifyDraw({ ...record, placed: [...record.placed, 'x'] })).toContain('placed');
      if (entries.length > 1) {
        expect(verifyDraw({ ...record, order: [...record.order].reverse() })).toContain('order');
      }
      expect(verifyDraw({ ...record, entries: [...entries, entries[at] as DrawEntry] })).toContain('entries');
    }),
  );
});

/** Quantile of chi-square with 39 degrees of freedom that 1 of 1,000 fair draws exceeds: R, qchisq(0.999, 39). */
const CHI_SQUARE_39 = 72.055;

test('everybody is drawn first equally often, and placed equally often', () => {
  const entries = Array.from({ length: 40 }, (_, at) => anEntry(at));
  const draws = 2000;
  const first = new Map<string, number>();
  const placed = new Map<string, number>();
  for (let number = 0; number < draws; number++) {
    const order = drawOrder(seedOf(number), entries);
    first.set(order[0] ?? '', (first.get(order[0] ?? '') ?? 0) + 1);
    for (const code of placedInOrder(order, entries, 12)) placed.set(code, (placed.get(code) ?? 0) + 1);
  }
  const chiSquare = (counts: Map<string, number>, expected: number) =>
    entries.reduce((sum, { code }) => sum + ((counts.get(code) ?? 0) - expected) ** 2 / expected, 0);
  expect(chiSquare(first, draws / 40)).toBeLessThan(CHI_SQUARE_39);
  // Counts of 12 of 40 without putting back vary by 1 - 12/40 of what the statistic takes for granted.
  expect(chiSquare(placed, (draws * 12) / 40) / (1 - 12 / 40)).toBeLessThan(CHI_SQUARE_39 * 1.05);
});

test('a name entered ten times has the chance of one, and a namesake that of everybody', () => {
  const draws = 2000;
  const others = Array.from({ length: 90 }, (_, at) => anEntry(at));
  const namesakes = Array.from({ length: 10 }, (_, at) => anEntry(200 + at, { chance: codeOf('one name') }));
  const entries = [...others, ...namesakes];
  let anyOfTen = 0;
  let oneNamesake = 0;
  let one = 0;
  for (let number = 0; number < draws; number++) {
    const placed = new Set(placedInOrder(drawOrder(seedOf(number), entries), entries, 30));
    if (namesakes.some(({ code }) => placed.has(code))) anyOfTen++;
    if (placed.has(namesakes[3]?.code ?? '')) oneNamesake++;
    if (placed.has(others[5]?.code ?? '')) one++;
  }
  // Four standard deviations of a share of 30 % in 2,000 draws are 4.1 points; asked for once, its chance is 30 of 91.
  for (const count of [anyOfTen, oneNamesake, one]) expect(count / draws).toBeGreaterThan(0.3 - 0.041);
  expect(anyOfTen / draws).toBeLessThan(30 / 91 + 0.041);
  expect(oneNamesake / draws).toBeLessThan(0.3 + 0.041);
});
