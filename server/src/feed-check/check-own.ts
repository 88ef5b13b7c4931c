import { services } from '@jemput/shared/sessions/session';
import { parse } from 'csv-parse/sync';
import * as z from 'zod';
import { changeSchema, sessionSchema } from '../feeds/answer-schemas.ts';
import { geojsonSchema } from '../feeds/feed-schemas.ts';
import { checkCalendar } from './check-calendar.ts';
import { checkCity } from './check-city.ts';
import { checkJson } from './check-json.ts';
import { type CheckedLine, checkLines, checkUnique } from './check-lines.ts';
import { checkRss } from './check-rss.ts';
import { expectedBy, type FeedFault, fieldOf, valueAt } from './feed-fault.ts';

type ListedSession = z.infer<typeof sessionSchema>;

const checks: [ending: string, check: (file: string, text: string) => FeedFault[]][] = [
  ['changes.ndjson', checkChanges],
  ['sessions.ndjson', (file, text) => checkSessions(file, text).faults],
  ['.geojson', checkGeojson],
  ['.csv', checkCsv],
  ['.ics', checkCalendar],
  ['.rss', checkRss],
  ['city-28-days.json', checkCity],
];

/** How a feed of Jemput of that name is checked; null where none has it. */
export function ownCheck(name: string): ((file: string, text: string) => FeedFault[]) | null {
  return checks.find(([ending]) => name.endsWith(ending))?.[1] ?? null;
}

export function checkSessions(
  file: string,
  text: string,
): { faults: FeedFault[]; sessions: CheckedLine<ListedSession>[] } {
  const faults: FeedFault[] = [];
  const sessions = checkLines({ file, text }, sessionSchema, faults);
  checkUnique(
    sessions.map(({ value, line }) => ({ id: value.id, line, file })),
    'id',
    faults,
  );
  for (const { value, line } of sessions) {
    for (const { path, expected } of contradictions(value)) {
      faults.push({ file, line, field: fieldOf(path), value: valueAt(value, path), expected });
    }
  }
  return { faults, sessions };
}

/** What the fields of a session must be to each other. */
function contradictions({ date, startsAt, endsAt, sequence, expected, changes }: ListedSession) {
  const found: { path: PropertyKey[]; expected: string }[] = [];
  if (Date.parse(endsAt) <= Date.parse(startsAt))
    found.push({ path: ['endsAt'], expected: `an instant after ${startsAt}` });
  if (startsAt.slice(0, 10) !== date)
    found.push({ path: ['date'], expected: `the date of startsAt, ${startsAt.slice(0, 10)}` });
  if (expected.low > expected.high)
    found.push({ path: ['expected', 'low'], expected: `at most high, ${expected.high}` });
  for (const [at, change] of changes.entries()) {
    const before = changes[at - 1];
    if (before && change.seq <= before.seq)
      found.push({ path: ['changes', at, 'seq'], expected: `more than ${before.seq}` });
  }
  const last = changes.at(-1);
  if (last && last.sequence !== sequence) {
    found.push({ path: ['sequence'], expected: `that of its last change, ${last.sequence}` });
  }
  return found;
}

function checkChanges(file: string, text: string): FeedFault[] {
  const faults: FeedFault[] = [];
  const changes = checkLines({ file, text }, changeSchema, faults);
  for (const [at, { value, line }] of changes.entries()) {
    const before = changes[at - 1]?.value.seq;
    if (before === undefined || value.seq === before + 1) continue;
    // Every change of ours has the next number: a gap is a change that was taken out.
    const expected = value.seq <= before ? `more than ${before}` : `${before + 1}: no number is left out`;
    faults.push({ file, line, field: 'seq', value: value.seq, expected });
  }
  return faults;
}

function checkGeojson(file: string, text: string): FeedFault[] {
  return checkJson(file, text, geojsonSchema).faults;
}

const cell = sessionSchema.shape;
const { venue } = cell;
const whole = z.string().regex(/^\d+$/, 'a whole number');
const decimal = z.string().regex(/^-?\d+(\.\d+)?(e-?\d+)?$/, 'a number with a decimal point');
const rowSchema = z.object({
  id: z.string().min(1),
  sequence: whole,
  status: cell.status,
  date: cell.date,
  slot: z.string(),
  starts_at: cell.startsAt,
  ends_at: cell.endsAt,
  venue_id: z.string().min(1),
  venue: z.string(),
  kind: venue.shape.kind,
  address: z.string(),
  lat: decimal,
  lon: decimal,
  area_code: venue.shape.area.shape.code,
  area: z.string(),
  district: z.string(),
  kits: whole,
  capacity: whole,
  expected_mean: decimal,
  expected_low: decimal,
  expected_high: decimal,
  crowd: cell.expected.shape.crowd,
  checked_at: cell.checkedAt,
  service: z.enum(services),
  pauses: z
    .string()
    .regex(/^((maghrib|isya) \d\d:\d\d-\d\d:\d\d(, (?!$)|$))*$/, 'rests as maghrib 17:41-17:56, isya 18:52-19:02'),
});

function checkCsv(file: string, text: string): FeedFault[] {
  const faults: FeedFault[] = [];
  let rows: { record: Record<string, string>; info: { lines: number } }[];
  try {
    rows = parse(text, { columns: true, info: true });
  } catch (error) {
    const line = Number((error as { lines?: number }).lines ?? 1);
    return [{ file, line, field: '', value: undefined, expected: `a table (RFC 4180): ${(error as Error).message}` }];
  }
  for (const { record, info } of rows) {
    const found = rowSchema.safeParse(record);
    for (const issue of found.error?.issues ?? []) {
      const value = valueAt(record, issue.path);
      faults.push({ file, line: info.lines, field: fieldOf(issue.path), value, expected: expectedBy(issue) });
    }
  }
  checkUnique(
    rows.map(({ record, info }) => ({ id: record.id ?? '', line: info.lines, file })),
    'id',
    faults,
  );
  return faults;
}
