import { formatOpenings, parseOpenings } from '@jemput/server/imports/openings-text';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const date = fc
  .date({ min: new Date(Date.UTC(2000, 0, 1)), max: new Date(Date.UTC(2100, 0, 1)), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10));
const dates = fc.uniqueArray(date, { maxLength: 4 }).map((list) => list.sort());
const opening = fc.record({
  weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 })).map((days) => days.sort()),
  except: dates,
  also: dates,
});
const some = <T>(list: readonly T[]) => fc.subarray([...list], { minLength: 1 });
const narrowed = fc.record(
  {
    weekdays: opening.map(({ weekdays }) => weekdays),
    except: dates,
    also: dates,
    pasaran: some(['legi', 'pahing', 'pon', 'wage', 'kliwon'] as const),
    closedOn: some(['holiday', 'joint_leave', 'school_break', 'exam'] as const),
  },
  { requiredKeys: ['weekdays', 'except', 'also'] },
);
const slot = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);

test('opening rules come back as they were written', () => {
  fc.assert(
    fc.property(fc.dictionary(slot, narrowed, { noNullPrototype: true }), (openings) => {
      expect(parseOpenings(formatOpenings(openings))).toEqual({ value: openings });
    }),
  );
});

test('the text is what README says', () => {
  const openings = {
    pagi: { weekdays: [7], except: [], also: [] },
    malam: { weekdays: [1, 2, 3, 4, 5, 6], except: ['2013-10-15'], also: ['2013-10-20'] },
  };
  expect(formatOpenings(openings)).toBe('malam 123456 -2013-10-15 +2013-10-20; pagi 7');
  const market = {
    pagi: { weekdays: [1, 2], except: [], also: [], pasaran: ['legi'], closedOn: ['holiday'] },
  } as const;
  expect(parseOpenings('pagi 12 legi !holiday')).toEqual({ value: market });
});

test.each([
  'malam',
  'malam 8',
  'malam 11',
  'malam 1; malam 2',
  'malam 1 2013-10-15',
  'malam 1 -2013-02-29',
  'malam 1 selasa',
  'malam 1 !ramadan',
  'malam 1 -',
  'malam 1 holiday',
  'malam 1 !legi',
])('%s is refused', (text) => {
  expect(parseOpenings(text)).toHaveProperty('code');
});
