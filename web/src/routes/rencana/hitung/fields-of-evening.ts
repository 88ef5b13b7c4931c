import { minutesEach } from '@jemput/shared/queue/session-evening';
import type { Outputs } from '#lib/api.ts';
import { number } from '#lib/format.ts';
import { fieldsOf } from './asked.ts';
import type { Fields } from './entry-reader.ts';

/** The form's fields for a session: its kits, its hours and what is expected of it. */
export function fieldsOfEvening(evening: NonNullable<Outputs['queue']['evening']>): Fields {
  const openMinutes = (Date.parse(evening.endsAt) - Date.parse(evening.startsAt)) / 60_000;
  const told = {
    alat: String(evening.kits),
    menit: number(minutesEach({ ...evening, openMinutes }), 1),
    buka: evening.startsAt.slice(11, 16),
    tutup: evening.endsAt.slice(11, 16),
    orang: String(Math.round(evening.expected.mean)),
    dari: String(Math.round(evening.expected.q10)),
    hingga: String(Math.round(evening.expected.q90)),
  };
  return fieldsOf(new URLSearchParams(told));
}
