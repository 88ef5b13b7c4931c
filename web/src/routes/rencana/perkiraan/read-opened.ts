import { isLocalDate } from '@jemput/shared/calendar/local-date';
import type { Api, Outputs } from '#lib/api.ts';
import type { Explained } from '#lib/forecast/driver-words.ts';

type Row = Pick<Outputs['forecast']['list'][number], 'venueId' | 'slotId' | 'date'>;

export function keyOf({ venueId, slotId }: Pick<Row, 'venueId' | 'slotId'>): string {
  return `${venueId}.${slotId}`;
}

/** The forecast whose row is open, `?buka=venue.slot`, on the row's own date or on `&tanggal=`; null where none is. */
export async function readOpened(api: Api, url: URL, rows: readonly Row[]): Promise<Explained | null> {
  const wanted = url.searchParams.get('buka');
  const row = rows.find((one) => keyOf(one) === wanted);
  if (!row) return null;
  const date = url.searchParams.get('tanggal') ?? '';
  return api.forecast.explain({
    venueId: row.venueId,
    slotId: row.slotId,
    date: isLocalDate(date) ? date : row.date,
  });
}
