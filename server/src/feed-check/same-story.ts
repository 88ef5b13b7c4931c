import { addDays } from '@jemput/shared/calendar/local-date';
import type { Session, SessionChange } from '@jemput/shared/sessions/session';
import { scheduleId, toLocation, toSchedule } from '../feeds/to-fhir.ts';
import type { CheckedBulk } from './check-bulk.ts';
import { checkSessions } from './check-own.ts';
import { factsOf } from './facts.ts';
import type { FeedFault } from './feed-fault.ts';
import { cityTelling, csvTelling, geojsonTelling, slotsTelling, type Telling } from './told-by-feeds.ts';
import { icsTelling, rssTelling } from './told-in-words.ts';

/** What all other feeds are held against: of all it alone tells everything. */
export const FULLEST = 'sessions.ndjson';

/** Days of changes that changes.ndjson holds. */
const LOG_DAYS = 35;

const tellings: Record<string, (text: string, others: ReadonlyMap<string, Session>) => Telling> = {
  'sessions.csv': csvTelling,
  'sessions.geojson': geojsonTelling,
  'city-28-days.json': cityTelling,
  'all.ics': icsTelling,
  'sessions.rss': rssTelling,
};

/** @param texts of the feeds in one folder, by name: they must tell of the same sessions, and the same of each */
export function checkSameStory(bulk: CheckedBulk | null, texts: ReadonlyMap<string, string>): FeedFault[] {
  const { sessions } = checkSessions(FULLEST, texts.get(FULLEST) ?? '');
  const byId = new Map(sessions.map(({ value }) => [value.id, value]));
  const faults = [...texts].flatMap(([file, text]) => {
    const telling = read(() => tellings[file]?.(text, byId));
    return telling ? compare({ fileOf: () => file, telling }, byId) : [];
  });
  if (bulk?.manifest) faults.push(...compareBulk(bulk, byId));
  const log = texts.get('changes.ndjson');
  if (log !== undefined) faults.push(...compareLog(log, byId, bulk));
  return faults;
}

/** What cannot be read at all was told by its own check. */
function read(make: () => Telling | undefined): Telling | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}

interface Compared {
  fileOf: (at: number) => string;
  telling: Telling;
}

function compare({ fileOf, telling }: Compared, byId: ReadonlyMap<string, Session>): FeedFault[] {
  const faults: FeedFault[] = [];
  const seen = new Set<string>();
  for (const [at, { id, line, facts }] of telling.told.entries()) {
    seen.add(id);
    const fault = (field: string, value: unknown, expected: string) =>
      faults.push({ file: fileOf(at), line, field, value, expected: `${expected}, as ${FULLEST} says` });
    const session = byId.get(id);
    if (!session) {
      fault('id', id, 'a session');
      continue;
    }
    const expected = telling.expected(session, facts);
    for (const field of new Set([...Object.keys(facts), ...Object.keys(expected)])) {
      if (facts[field] !== expected[field]) fault(field, facts[field], shown(expected[field]));
    }
  }
  const last = telling.told.at(-1)?.line ?? 1;
  for (const session of byId.values()) {
    if (seen.has(session.id) || !telling.covers(session)) continue;
    const expected = `the session ${session.id}, which ${FULLEST} has`;
    faults.push({
      file: fileOf(Math.max(0, telling.told.length - 1)),
      line: last,
      field: 'id',
      value: undefined,
      expected,
    });
  }
  return faults;
}

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : String(value);
}

/** Slots, with the schedules and the places that they lead to. */
function compareBulk(bulk: CheckedBulk, byId: ReadonlyMap<string, Session>): FeedFault[] {
  const { manifest, locations, schedules } = bulk;
  const origin = (manifest?.request ?? '').replace(/\/feeds\/[^/]*$/, '');
  const slots = slotsTelling(bulk, origin);
  const slotFile = slots.files[0] ?? 'slots.ndjson';
  const faults = compare({ fileOf: (at) => slots.files[at] ?? slotFile, telling: slots }, byId);
  const venues = new Map([...byId.values()].map(({ venue }) => [venue.id, venue]));
  const must = (at: { file: string; line: number }, facts: object, expected: object) => {
    const [said, wanted] = [factsOf(facts), factsOf(expected)];
    for (const field of Object.keys(wanted)) {
      const of = { file: at.file, line: at.line, field, value: said[field] };
      if (said[field] !== wanted[field])
        faults.push({ ...of, expected: `${shown(wanted[field])}, as ${FULLEST} says` });
    }
  };
  for (const at of locations) {
    const venue = venues.get(at.value.id);
    // The city is the manifest's office's, and in no session.
    const { address: _, ...expected } = venue
      ? toLocation(venue, { city: '', state: null }, origin)
      : { address: null };
    must(at, at.value, expected);
  }
  const services = new Map(
    [...byId.values()].map(({ venue, service }) => [scheduleId(venue.id, service), { venue, service }]),
  );
  for (const at of schedules) {
    const known = services.get(at.value.id);
    if (known) must(at, at.value, toSchedule(known.venue, known.service, origin));
  }
  return faults;
}

/** The log and the changes that each session tells of itself are the same. */
function compareLog(text: string, byId: ReadonlyMap<string, Session>, bulk: CheckedBulk | null): FeedFault[] {
  const file = 'changes.ndjson';
  const faults: FeedFault[] = [];
  const seen = new Set<number>();
  const lines = text.split('\n').filter(Boolean);
  for (const [at, content] of lines.entries()) {
    const change = readChange(content);
    if (!change) continue;
    seen.add(change.seq);
    const session = byId.get(change.sessionId);
    const own = session?.changes.find(({ seq }) => seq === change.seq);
    if (!session || JSON.stringify(own) === JSON.stringify(change)) continue;
    const expected = `${own ? JSON.stringify(own) : 'a change of that session'}, as ${FULLEST} says`;
    faults.push({ file, line: at + 1, field: '', value: change, expected });
  }
  const today = bulk?.manifest?.transactionTime.slice(0, 10);
  const from =
    today === undefined ? (readChange(lines[0] ?? '')?.at.slice(0, 10) ?? '9999') : addDays(today, -LOG_DAYS);
  for (const change of [...byId.values()].flatMap(({ changes }) => changes)) {
    if (seen.has(change.seq) || change.at.slice(0, 10) < from) continue;
    const expected = `the change ${change.seq} of ${change.sessionId}, which ${FULLEST} has`;
    faults.push({ file, line: Math.max(1, lines.length), field: 'seq', value: undefined, expected });
  }
  const version = bulk?.manifest?.feed_version;
  const last = readChange(lines.at(-1) ?? '')?.seq;
  if (version !== undefined && last !== undefined && version !== String(last)) {
    faults.push({
      file,
      line: lines.length,
      field: 'seq',
      value: last,
      expected: `${version}, the manifest's feed_version`,
    });
  }
  return faults;
}

function readChange(text: string): SessionChange | null {
  try {
    return JSON.parse(text) as SessionChange;
  } catch {
    return null;
  }
}
