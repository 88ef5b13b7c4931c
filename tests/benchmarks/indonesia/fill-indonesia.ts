import { ensureQueues } from '@jemput/server/bookings/ensure-queues';
import { openDatabase } from '@jemput/server/db/open';
import { areas, office, pools, slots, venues } from '@jemput/server/db/schema/places';
import { sessionChanges, sessions } from '@jemput/server/db/schema/sessions';
import type { ContactKeys } from '@jemput/server/privacy/contact-keys';
import { addDays } from '@jemput/shared/calendar/local-date';
import { epochMillisAt } from '@jemput/shared/calendar/time-zone';
import type { Area } from '@jemput/shared/places/area';

const zone = 'Asia/Jakarta';
const CHUNK = 400;
const noKeys = new Proxy({} as ContactKeys, {
  get() {
    throw new Error('Nothing is sealed here.');
  },
});
/** Between Sabang and Merauke, degrees. */
const country = { lat: [5.5, -8.5], lon: [95.5, 140.5] } as const;

function* chunks<T>(rows: readonly T[]): Generator<T[]> {
  for (let from = 0; from < rows.length; from += CHUNK) yield rows.slice(from, from + CHUNK);
}

export interface Hall {
  id: string;
  name: string;
  areaCode: string;
  address: string;
  lat: number;
  lon: number;
}

/** Every n-th village has a hall, strewn evenly from Sabang to Merauke. */
export function hallsOf(all: readonly Area[], count: number): Hall[] {
  const villages = all.filter(({ level }) => level === 'village');
  return Array.from({ length: count }, (_, at) => {
    const village = villages[Math.floor((at * villages.length) / count)];
    const share = (irrational: number) => (at * irrational) % 1;
    const between = ([from, to]: readonly [number, number], part: number) => from + (to - from) * part;
    return {
      id: `balai-${at}`,
      name: `Balai Desa ${village?.name ?? ''}`,
      areaCode: village?.code ?? '',
      address: `Jl. Raya ${at}`,
      lat: between(country.lat, share(Math.SQRT2)),
      lon: between(country.lon, share(Math.sqrt(3))),
    };
  });
}

/** An office with every village of the country, halls in some of them, and sessions at the halls from `today` on. */
export async function fillIndonesia(
  url: string,
  { all, halls, sessionCount, today }: { all: Area[]; halls: Hall[]; sessionCount: number; today: string },
): Promise<void> {
  const db = await openDatabase({ url });
  try {
    await db.insert(office).values({ id: 1, name: 'Seluruh Indonesia', regencyCode: '', demo: false, progress: [] });
    for (const part of chunks(all)) await db.insert(areas).values(part);
    await db.insert(slots).values({ id: 'malam', name: 'Malam', startTime: '16:00', endTime: '21:00' });
    const poolRows = halls.map(({ id, name, areaCode }) => ({ id, name, areaCode, eligible: 2500, remaining: 300 }));
    for (const part of chunks(poolRows)) await db.insert(pools).values(part);
    const venueRows = halls.map((hall) => ({ ...hall, kind: 'kelurahan' as const, poolId: hall.id, maxKits: 2 }));
    for (const part of chunks(venueRows)) await db.insert(venues).values(part);
    const rows = Array.from({ length: sessionCount }, (_, at) => {
      const date = addDays(today, Math.floor(at / halls.length));
      return {
        id: `s-${at}`,
        status: at % 50 === 0 ? ('cancelled' as const) : ('scheduled' as const),
        venueId: halls[at % halls.length]?.id ?? '',
        slotId: 'malam',
        date,
        startsAt: epochMillisAt(date, '16:00', zone) / 1000,
        endsAt: epochMillisAt(date, '21:00', zone) / 1000,
        kits: 2,
        capacity: 180,
        expectedMean: 90,
        expectedLow: 60,
        expectedHigh: 130,
        crowd: 'normal' as const,
        checkedAt: epochMillisAt(today, '09:00', zone),
      };
    });
    for (const part of chunks(rows)) {
      await db.insert(sessions).values(part);
      const change = { sequence: 0, at: 1, what: 'published' as const, to: null, reason: '' };
      await db.insert(sessionChanges).values(part.map(({ id }) => ({ sessionId: id, ...change })));
      // As a publication does; numbers given by draw would need the office's keys.
      await ensureQueues(
        { db, now: () => epochMillisAt(today, '09:00', zone), zone, keys: noKeys },
        part.filter(({ status }) => status === 'scheduled').map(({ id }) => id),
      );
    }
  } finally {
    db.$client.close();
  }
}
