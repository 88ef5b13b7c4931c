import { type EventRun, eventCalendar, meet } from '@jemput/shared/forecast/event-calendar';
import { describe, expect, test } from 'vitest';

const slots = [
  { id: 'malam', startTime: '16:00' },
  { id: 'larut', startTime: '19:30' },
];

function aRun(over: Partial<EventRun>): EventRun {
  const dates = { startDate: '2026-11-02', endDate: '2026-11-06' };
  return { name: 'exams', ...dates, slotId: null, venueKind: null, areaCode: null, ...over };
}

const evening = { date: '2026-11-04', slot: 'malam', kind: 'school', areaCode: '33.72.01.1001' };

describe('an event of the office', () => {
  test('is on from its first date to its last', () => {
    const at = eventCalendar([aRun({})], slots);
    const on = ['2026-11-01', '2026-11-02', '2026-11-06', '2026-11-07'].map((date) => at({ ...evening, date }));
    expect(on).toEqual([[], ['exams'], ['exams'], []]);
  });

  test.each([
    [{ slotId: 'malam' }, ['exams']],
    [{ slotId: 'larut' }, []],
    [{ venueKind: 'school' }, ['exams']],
    [{ venueKind: 'market' }, []],
    [{ areaCode: '33.72.01' }, ['exams']],
    [{ areaCode: '33.72.01.1001' }, ['exams']],
    [{ areaCode: '33.72.0' }, []],
  ])('holds only in its own slot, kind and area: %o', (scope, names) => {
    expect(eventCalendar([aRun(scope)], slots)(evening)).toEqual(names);
  });

  test('meets another where both can be on at once', () => {
    expect(meet(aRun({}), aRun({ startDate: '2026-11-06', endDate: '2026-11-09', slotId: 'malam' }))).toBe(true);
    expect(meet(aRun({}), aRun({ startDate: '2026-11-07', endDate: '2026-11-09' }))).toBe(false);
    expect(meet(aRun({ slotId: 'larut' }), aRun({ slotId: 'malam' }))).toBe(false);
    expect(meet(aRun({ areaCode: '33.72.01' }), aRun({ areaCode: '33.72.01.1001' }))).toBe(true);
    expect(meet(aRun({ areaCode: '33.72.01' }), aRun({ areaCode: '33.72.011' }))).toBe(false);
  });
});

describe('Ramadan', () => {
  test('comes from the calendar, apart for slots before Isya', () => {
    const at = eventCalendar([], slots);
    expect(at({ ...evening, date: '2026-02-18' })).toEqual([]);
    expect(at({ ...evening, date: '2026-02-19' })).toEqual(['ramadan_before_isya']);
    expect(at({ ...evening, date: '2026-02-19', slot: 'larut' })).toEqual(['ramadan']);
    expect(at({ ...evening, date: '2026-03-21', slot: 'larut' })).toEqual([]);
  });

  test('is where the office has it, in that year alone', () => {
    const own = aRun({ name: 'ramadan', startDate: '2027-02-09', endDate: '2027-03-09' });
    const at = eventCalendar([own], slots);
    expect(at({ ...evening, date: '2027-02-08' })).toEqual([]);
    expect(at({ ...evening, date: '2027-03-09' })).toEqual(['ramadan_before_isya']);
    expect(at({ ...evening, date: '2028-02-01' })).toEqual(['ramadan_before_isya']);
  });
});
