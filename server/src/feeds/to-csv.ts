import type { Session } from '@jemput/shared/sessions/session';
import { stringify } from 'csv-stringify/sync';

const columns: Record<string, (session: Session) => string | number> = {
  id: ({ id }) => id,
  sequence: ({ sequence }) => sequence,
  status: ({ status }) => status,
  date: ({ date }) => date,
  slot: ({ slot }) => slot,
  starts_at: ({ startsAt }) => startsAt,
  ends_at: ({ endsAt }) => endsAt,
  venue_id: ({ venue }) => venue.id,
  venue: ({ venue }) => venue.name,
  kind: ({ venue }) => venue.kind,
  address: ({ venue }) => venue.address,
  lat: ({ venue }) => venue.lat,
  lon: ({ venue }) => venue.lon,
  area_code: ({ venue }) => venue.area.code,
  area: ({ venue }) => venue.area.name,
  district: ({ venue }) => venue.area.district,
  kits: ({ kits }) => kits,
  capacity: ({ capacity }) => capacity,
  expected_mean: ({ expected }) => expected.mean,
  expected_low: ({ expected }) => expected.low,
  expected_high: ({ expected }) => expected.high,
  crowd: ({ expected }) => expected.crowd,
  checked_at: ({ checkedAt }) => checkedAt,
  last_change: ({ changes }) => changes.at(-1)?.what ?? '',
  last_change_at: ({ changes }) => changes.at(-1)?.at ?? '',
  reason: ({ changes }) => changes.at(-1)?.reason ?? '',
  alternatives: ({ alternatives }) => alternatives.join(' '),
  // At the end, so that whoever reads columns by their place reads on.
  service: ({ service }) => service,
  pauses: ({ pauses }) => pauses.map(({ what, start, end }) => `${what} ${start}-${end}`).join(', '),
};

/** Written in one go: setting out to write takes longer than a row. */
const ROWS = 50;

/** RFC 4180; text that a spreadsheet would take for a formula is escaped. */
export function* toCsv(sessions: Iterable<Session>): Generator<string> {
  let rows: (string | number)[][] = [Object.keys(columns)];
  for (const session of sessions) {
    rows.push(Object.values(columns).map((read) => read(session)));
    if (rows.length < ROWS) continue;
    yield csvOf(rows);
    rows = [];
  }
  yield csvOf(rows);
}

function csvOf(rows: (string | number)[][]): string {
  return stringify(rows, { record_delimiter: '\r\n', escape_formulas: true });
}
