import { openDatabase } from '@jemput/server/db/open';
import { venues } from '@jemput/server/db/schema/places';
import { sessions } from '@jemput/server/db/schema/sessions';
import { addDays } from '@jemput/shared/calendar/local-date';
import { epochMillisAt } from '@jemput/shared/calendar/time-zone';
import { OFFICE_START } from '../../fixtures/a-running-server.ts';

const DAYS = 28;
const CHUNK = 500;
const zone = 'Asia/Jakarta';

/** Fills the 28 days after the office's today with sessions at the demo city's venues. */
export async function fillSessions(databaseUrl: string, count: number): Promise<void> {
  const db = await openDatabase({ url: databaseUrl });
  const places = await db.select().from(venues);
  const today = OFFICE_START.slice(0, 10);
  const rows = Array.from({ length: count }, (_, index) => {
    const venue = places[index % places.length];
    if (!venue) throw new Error('the demo city has no venues');
    const date = addDays(today, 1 + (Math.floor(index / places.length) % DAYS));
    return {
      id: `bench-${index}`,
      status: 'scheduled' as const,
      venueId: venue.id,
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
      checkedAt: Date.parse(OFFICE_START),
    };
  });
  for (let from = 0; from < rows.length; from += CHUNK)
    await db.insert(sessions).values(rows.slice(from, from + CHUNK));
  db.$client.close();
}
