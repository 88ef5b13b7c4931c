import type { counters } from '../db/schema/counters.ts';
import { COUNTER_CAPACITY } from './demo-turnout.ts';
import { soloCounters } from './solo-places.ts';

/** 08.00–14.15 by the slot `loket`. */
const MINUTES_A_DAY = 375;

/** Counters that print, and for the others the nearest of them. */
const printsAt: Readonly<Record<string, string>> = {
  'loket-laweyan': 'loket-laweyan',
  'loket-serengan': 'loket-laweyan',
  'loket-pasar-kliwon': 'loket-jebres',
  'loket-jebres': 'loket-jebres',
  'loket-banjarsari': 'loket-banjarsari',
};

/** All five kecamatan record, at most 25 a day; made up: three of them print, as eight of twelve did in Kota Bekasi in 2016. */
export function demoOfficeCounters(): (typeof counters.$inferInsert)[] {
  const opening = {
    weekdays: [1, 2, 3, 4, 5],
    except: [],
    also: [],
    closedOn: ['holiday' as const, 'joint_leave' as const],
  };
  const usual = { slotId: 'loket', desks: 1, opening };
  return soloCounters.flatMap(({ id: venueId }) => {
    const place = venueId.replace('loket-', '');
    const recording = { id: `rekam-${place}`, venueId, service: 'recording' as const, ...usual };
    const rows = [
      { ...recording, minutesPerPerson: MINUTES_A_DAY / COUNTER_CAPACITY, printsAtVenueId: printsAt[venueId] ?? null },
    ];
    if (printsAt[venueId] !== venueId) return rows;
    const printing = { id: `cetak-${place}`, venueId, service: 'printing' as const, ...usual };
    return [...rows, { ...printing, minutesPerPerson: 5, printsAtVenueId: null }];
  });
}
