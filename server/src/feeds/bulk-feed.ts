import { createHash } from 'node:crypto';
import { addDays, type LocalDate } from '@jemput/shared/calendar/local-date';
import { epochMillisAt, instantOf, localDateAt } from '@jemput/shared/calendar/time-zone';
import { formerPromises } from '@jemput/shared/sessions/former-promises';
import type { Session } from '@jemput/shared/sessions/session';
import type { Context } from '../context.ts';
import { currentTimetable, type Timetable } from '../sessions/timetable-snapshot.ts';
import { dataLicence } from './data-licence.ts';
import { toLocation, toSchedule, toSlot } from './to-fhir.ts';

export const MANIFEST = 'manifest.json';
/** The name that the specification asks for; the same but for its own address. */
export const BULK_PUBLISH = '$bulk-publish';

interface Part {
  type: 'Location' | 'Schedule' | 'Slot';
  name: string;
  text: string;
}

export const bulkNames = ['locations.ndjson', 'schedules.ndjson', 'slots.ndjson', BULK_PUBLISH, MANIFEST] as const;
export type BulkName = (typeof bulkNames)[number];
type BulkFiles = Record<BulkName, string>;

/** Five addresses are made of one. */
const made = new WeakMap<Timetable, { today: LocalDate; origin: string; files: BulkFiles }>();

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
  const facts = { timetable, sessions, zone: ctx.zone, origin, today };
  const parts = partsOf(facts);
  const { transactionTime, ...rest } = manifestOf(parts, facts);
  const at = (name: BulkName) =>
    `${JSON.stringify({ transactionTime, request: `${origin}/feeds/${name}`, ...rest }, null, 2)}\n`;
  const files = {
    'locations.ndjson': parts[0].text,
    'schedules.ndjson': parts[1].text,
    'slots.ndjson': parts[2].text,
    [BULK_PUBLISH]: at(BULK_PUBLISH),
    [MANIFEST]: at(MANIFEST),
  };
  made.set(timetable, { today, origin, files });
  return files;
}

function partsOf({ timetable, sessions, zone, origin }: Facts): [Part, Part, Part] {
  const { venues: active, venueById, areaByCode, office, slots } = timetable;
  const formerOf = new Map(sessions.map(({ id, changes }) => [id, formerPromises(changes, slots, zone)] as const));
  const venueIds = new Set(active.map(({ id }) => id));
  for (const { id, venue } of sessions) {
    venueIds.add(venue.id);
    for (const { venueId } of formerOf.get(id) ?? []) venueIds.add(venueId);
  }
  const venues = [...venueIds].sort().flatMap((id) => venueById.get(id) ?? []);
  const printing = new Set(sessions.flatMap(({ service, venue }) => (service === 'printing' ? [venue.id] : [])));
  const schedules = venues.flatMap((one) => [
    toSchedule(one, 'recording', origin),
    ...(printing.has(one.id) ? [toSchedule(one, 'printing', origin)] : []),
  ]);
  const code = office?.regencyCode ?? '';
  const city = areaByCode.get(code)?.name ?? office?.name ?? '';
  const place = { city, state: areaByCode.get(code.slice(0, 2))?.name ?? null };
  const toText = (resources: object[]) => resources.map((resource) => `${JSON.stringify(resource)}\n`).join('');
  return [
    { type: 'Location', name: 'locations.ndjson', text: toText(venues.map((one) => toLocation(one, place, origin))) },
    { type: 'Schedule', name: 'schedules.ndjson', text: toText(schedules) },
    {
      type: 'Slot',
      name: 'slots.ndjson',
      text: toText(sessions.map((session) => toSlot(session, formerOf.get(session.id) ?? [], origin))),
    },
  ];
}

/** With what GTFS's feed_info.txt tells: who, until when, which version. */
function manifestOf(parts: readonly Part[], { timetable, sessions, zone, origin, today }: Facts) {
  const lastDate = sessions.reduce((last, { date }) => (date > last ? date : last), today);
  const changedAt = timetable.changes.at(-1)?.at;
  const since = [epochMillisAt(today, '00:00', zone), timetable.checkedMillis, Date.parse(changedAt ?? '') || 0];
  return {
    transactionTime: instantOf(Math.max(...since), zone),
    output: parts.map(({ type, name, text }) => ({
      type,
      url: `${origin}/feeds/${name}`,
      extension: {
        state: [timetable.office?.regencyCode ?? ''],
        lines: text.split('\n').length - 1,
        sha256: createHash('sha256').update(text).digest('hex'),
      },
    })),
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
export async function changesNdjson(ctx: Context): Promise<string> {
  const { changes } = await currentTimetable(ctx);
  const from = addDays(localDateAt(ctx.now(), ctx.zone), -CHANGES_DAYS);
  const late = changes.filter(({ at }) => at.slice(0, 10) >= from);
  return late.map((change) => `${JSON.stringify(change)}\n`).join('');
}
