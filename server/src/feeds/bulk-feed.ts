import { addDays, type LocalDate } from '@jemput/shared/calendar/local-date';
import { epochMillisAt, instantOf, localDateAt } from '@jemput/shared/calendar/time-zone';
import { formerPromises } from '@jemput/shared/sessions/former-promises';
import type { Session, SessionChange } from '@jemput/shared/sessions/session';
import { hashOf } from '../clock/hash-of.ts';
import type { Context } from '../context.ts';
import { currentTimetable, type Timetable } from '../sessions/timetable-snapshot.ts';
import { type Bytes, bytesOf } from './bytes-of.ts';
import { dataLicence } from './data-licence.ts';
import { toLocation, toSchedule, toSlot } from './to-fhir.ts';

export const MANIFEST = 'manifest.json';
/** The name that the specification asks for; the same but for its own address. */
export const BULK_PUBLISH = '$bulk-publish';

interface Part {
  type: 'Location' | 'Schedule' | 'Slot';
  name: BulkName;
  lines: number;
  text: Bytes;
}

export const bulkNames = ['locations.ndjson', 'schedules.ndjson', 'slots.ndjson', BULK_PUBLISH, MANIFEST] as const;
export type BulkName = (typeof bulkNames)[number];
type BulkFiles = Record<BulkName, string | Bytes>;

/** Five addresses are made of one. */
const made = new WeakMap<Timetable, { today: LocalDate; origin: string; files: Promise<BulkFiles> }>();

interface Facts {
  timetable: Timetable;
  /** From today on. */
  sessions: Session[];
  zone: string;
  origin: string;
  today: LocalDate;
}

/**
 * The whole schedule from today on as files that need no server of ours, in the manner of SMART Scheduling Links: a
 * manifest and NDJSON of FHIR R4 resources. Same timetable and day, same bytes.
 *
 * @param origin the public address without a slash at the end
 * @see https://github.com/smart-on-fhir/smart-scheduling-links/blob/master/specification.md
 */
export async function bulkFeed(ctx: Context, origin: string): Promise<BulkFiles> {
  const timetable = await currentTimetable(ctx);
  const today = localDateAt(ctx.now(), ctx.zone);
  const known = made.get(timetable);
  if (known?.today === today && known.origin === origin) return known.files;
  const sessions = timetable.sessions.flatMap(({ session }) => (session.date >= today ? [session] : []));
  const files = filesOf({ timetable, sessions, zone: ctx.zone, origin, today });
  made.set(timetable, { today, origin, files });
  return files;
}

async function filesOf(facts: Facts): Promise<BulkFiles> {
  const { origin } = facts;
  const parts = await partsOf(facts);
  const { transactionTime, ...rest } = await manifestOf(parts, facts);
  const at = (name: BulkName) =>
    `${JSON.stringify({ transactionTime, request: `${origin}/feeds/${name}`, ...rest }, null, 2)}\n`;
  return {
    'locations.ndjson': parts[0].text,
    'schedules.ndjson': parts[1].text,
    'slots.ndjson': parts[2].text,
    [BULK_PUBLISH]: at(BULK_PUBLISH),
    [MANIFEST]: at(MANIFEST),
  };
}

async function partsOf({ timetable, sessions, zone, origin }: Facts): Promise<[Part, Part, Part]> {
  const { venues: active, venueById, areaByCode, office, slots } = timetable;
  const venueIds = new Set(active.map(({ id }) => id));
  const formerOf = (session: Session) => formerPromises(session.changes, slots, zone);
  const slotLines = await partOf('Slot', 'slots.ndjson', sessions, (session) => {
    const former = formerOf(session);
    for (const { venueId } of [{ venueId: session.venue.id }, ...former]) venueIds.add(venueId);
    return [toSlot(session, former, origin)];
  });
  const venues = [...venueIds].sort().flatMap((id) => venueById.get(id) ?? []);
  const printing = new Set(sessions.flatMap(({ service, venue }) => (service === 'printing' ? [venue.id] : [])));
  const code = office?.regencyCode ?? '';
  const city = areaByCode.get(code)?.name ?? office?.name ?? '';
  const place = { city, state: areaByCode.get(code.slice(0, 2))?.name ?? null };
  const locations = await partOf('Location', 'locations.ndjson', venues, (one) => [toLocation(one, place, origin)]);
  const schedules = await partOf('Schedule', 'schedules.ndjson', venues, (one) => [
    toSchedule(one, 'recording', origin),
    ...(printing.has(one.id) ? [toSchedule(one, 'printing', origin)] : []),
  ]);
  return [locations, schedules, slotLines];
}

/** A line each of the resources that something is told by. */
async function partOf<Entry>(
  type: Part['type'],
  name: BulkName,
  entries: readonly Entry[],
  resourcesOf: (entry: Entry) => object[],
): Promise<Part> {
  let lines = 0;
  function* parts() {
    for (const entry of entries) {
      for (const resource of resourcesOf(entry)) {
        lines++;
        yield `${JSON.stringify(resource)}\n`;
      }
    }
  }
  const text = await bytesOf(parts());
  return { type, name, lines, text };
}

/** With what GTFS's feed_info.txt tells: who, until when, which version. */
async function manifestOf(parts: readonly Part[], { timetable, sessions, zone, origin, today }: Facts) {
  const lastDate = sessions.reduce((last, { date }) => (date > last ? date : last), today);
  const changedAt = timetable.changes.at(-1)?.at;
  const since = [epochMillisAt(today, '00:00', zone), timetable.checkedMillis, Date.parse(changedAt ?? '') || 0];
  const output = parts.map(async ({ type, name, lines, text }) => ({
    type,
    url: `${origin}/feeds/${name}`,
    extension: {
      state: [timetable.office?.regencyCode ?? ''],
      lines,
      sha256: await hashOf(text, { algorithm: 'sha256', as: 'hex' }),
    },
  }));
  return {
    transactionTime: instantOf(Math.max(...since), zone),
    output: await Promise.all(output),
    error: [],
    publisher: { name: timetable.office?.name ?? '', url: `${origin}/` },
    contact: { url: `${origin}/data` },
    language: 'id',
    license: { id: dataLicence.id, url: dataLicence.url },
    feed_start_date: today,
    feed_end_date: lastDate,
    feed_version: String(timetable.seq),
  };
}

/** Days that a reader of changes.ndjson may miss. */
const CHANGES_DAYS = 35;

/** The end of the log, a change a line. */
export async function changesNdjson(ctx: Context): Promise<Bytes> {
  const { changes } = await currentTimetable(ctx);
  const from = addDays(localDateAt(ctx.now(), ctx.zone), -CHANGES_DAYS);
  return bytesOf(linesFrom(changes, from));
}

function* linesFrom(changes: readonly SessionChange[], from: LocalDate): Generator<string> {
  for (const change of changes) yield change.at.slice(0, 10) >= from ? `${JSON.stringify(change)}\n` : '';
}
