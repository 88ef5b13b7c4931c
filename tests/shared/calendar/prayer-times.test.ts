import { eveningPrayers } from '@jemput/shared/calendar/prayer-times';
import { minutesOfDay } from '@jemput/shared/calendar/time-of-day';
import { describe, expect, test } from 'vitest';
import truth from '../../truth/prayer-times.json' with { type: 'json' };

const apart = (one: string, other: string) => Math.abs(minutesOfDay(one) - minutesOfDay(other));

describe("the ministry's published times, in all three zones", () => {
  const places: Record<string, { lat: number; lon: number; zone: string }> = truth.places;
  const cases = truth.times.map((one) => [`${one.place} ${one.date}`, one] as const);

  test.each(cases)('%s is met within two minutes', (_, { place, date, maghrib, isya }) => {
    const at = places[place];
    const told = at && eveningPrayers(date, at, at.zone);
    expect(apart(told?.maghrib ?? '00:00', maghrib)).toBeLessThanOrEqual(2);
    if (isya !== null) expect(apart(told?.isya ?? '00:00', isya)).toBeLessThanOrEqual(2);
  });

  test('there are cities of each zone', () => {
    const zones = new Set(truth.times.map(({ place }) => places[place]?.zone));
    expect([...zones].sort()).toEqual(['Asia/Jakarta', 'Asia/Jayapura', 'Asia/Makassar']);
  });
});

test('the last evening of a month and of a year has its own times, whatever zone the machine is in', () => {
  const solo = { lat: -7.5703, lon: 110.7829 };
  const [november, december] = ['2026-11-30', '2026-12-01'].map((date) => eveningPrayers(date, solo, 'Asia/Jakarta'));
  expect(apart(november?.maghrib ?? '', december?.maghrib ?? '')).toBeLessThanOrEqual(1);
  const [last, first] = ['2026-12-31', '2027-01-01'].map((date) => eveningPrayers(date, solo, 'Asia/Jakarta'));
  expect(apart(last?.maghrib ?? '', first?.maghrib ?? '')).toBeLessThanOrEqual(1);
  const before = process.env.TZ;
  try {
    process.env.TZ = 'Pacific/Kiritimati';
    expect(eveningPrayers('2026-12-31', solo, 'Asia/Jakarta')).toEqual(last);
    process.env.TZ = 'America/Anchorage';
    expect(eveningPrayers('2026-12-31', solo, 'Asia/Jakarta')).toEqual(last);
  } finally {
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
  }
});

test('where the sun does not set there are no evening prayers', () => {
  expect(eveningPrayers('2026-06-21', { lat: 78.2, lon: 15.6 }, 'Europe/Oslo')).toBeNull();
});
