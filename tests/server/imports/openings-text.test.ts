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
const slot = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);

test('opening rules come back as they were written', () => {
  fc.assert(
    fc.property(fc.dictionary(slot, opening, { noNullPrototype: true }), (openings) => {
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
});

test.each(['malam', 'malam 8', 'malam 11', 'malam 1; malam 2', 'malam 1 2013-10-15', 'malam 1 -2013-02-29'])(
  '%s is refused',
  (text) => {
    expect(parseOpenings(text)).toHaveProperty('code');
  },
);
