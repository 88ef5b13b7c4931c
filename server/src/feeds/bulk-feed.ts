import { createHash } from 'node:crypto';
import { addDays, type LocalDate } from '@jemput/shared/calendar/local-date';
import { epochMillisAt, instantOf, localDateAt } from '@jemput/shared/calendar/time-zone';
import { formerPromises } from '@jemput/shared/sessions/former-promises';
import type { Session } from '@jemput/shared/sessions/session';
import type { Context } from '../context.ts';
import { getOffice, type Office } from '../places/get-office.ts';
import { currentTimetable, type Timetable } from '../sessions/timetable-snapshot.ts';
import { dataLicence } from './data-licence.ts';
import { toLocation, toSchedule, toSlot } from './to-fhir.ts';

export const MANIFEST = 'manifest.json';
/** The name that the specification asks for; the same text. */
export const BULK_PUBLISH = '$bulk-publish';

interface Part {
  type: 'Location' | 'Schedule' | 'Slot';
  name: string;
  text: string;
}

export const bulkNames = ['locations.ndjson', 'schedules.ndjson', 'slots.ndjson', BULK_PUBLISH, MANIFEST] as const;
export type BulkName = (typeof bulkNames)[number];

/**
 * The whole schedule from today on as files that need no server of ours, in the manner of SMART Scheduling Links: a
 * manifest and NDJSON of FHIR R4 resources. Same timetable and day, same bytes.
 *
 * @param origin the public address without a slash at the end
 * @see https://github.com/smart-on-fhir/smart-scheduling-links/blob/master/specification.md
 */
export async function bulkFeed(ctx: Context, origin: string): Promise<Record<BulkName, string>> {
  const timetable = await currentTimetable(ctx);
  const office = await getOffice(ctx);
  const today = localDateAt(ctx.now(), ctx.zone);
  const sessions = timetable.sessions.flatMap(({ session }) => (session.date >= today ? [session] : []));
  const parts = partsOf(timetable, sessions, { office, origin });
  const manifest = manifestOf(parts, { timetable, sessions, office, origin, today });
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  const [locations, schedules, slots] = parts.map((part) => part.text);
  return {
    'locations.ndjson': locations ?? '',
    'schedules.ndjson': schedules ?? '',
    'slots.ndjson': slots ?? '',
    [BULK_PUBLISH]: text,
    [MANIFEST]: text,
  };
}

function partsOf(timetable: Timetable, sessions: Session[], { office, origin }: { office: Office; origin: string }) {
  const venueIds = new Set(timetable.venues.map(({ id }) => id));
  const formerOf = new Map(
    sessions.map(({ id, changes }) => [id, formerPromises(changes, office.slots, office.zone)] as const),
  );
  for (const { id, venue } of sessions) {
    venueIds.add(venue.id);
    for (const { venueId } of formerOf.get(id) ?? []) venueIds.add(venueId);
  }
  const venues = [...venueIds].sort().flatMap((id) => timetable.venueById.get(id) ?? []);
  const nameOf = (code: string) => timetable.areas.find((area) => area.code === code)?.name;
  const city = nameOf(office.regencyCode) ?? office.name;
  const place = { city, state: nameOf(office.regencyCode.slice(0, 2)) ?? null };
  const parts: Part[] = [
    {
      type: 'Location',
      name: 'locations.ndjson',
      text: lines(venues.map((venue) => toLocation(venue, place, origin))),
    },
    { type: 'Schedule', name: 'schedules.ndjson', text: lines(venues.map((venue) => toSchedule(venue, origin))) },
    {
      type: 'Slot',
      name: 'slots.ndjson',
      text: lines(sessions.map((session) => toSlot(session, formerOf.get(session.id) ?? [], origin))),
    },
  ];
  return parts;
}

function lines(resources: object[]): string {
  return resources.map((resource) => `${JSON.stringify(resource)}\n`).join('');
}

interface Facts {
  timetable: Timetable;
  sessions: Session[];
  office: Office;
  origin: string;
  today: LocalDate;
}

/** With what GTFS's feed_info.txt tells: who, until when, which version. */
function manifestOf(parts: Part[], { timetable, sessions, office, origin, today }: Facts) {
  const lastDate = sessions.reduce((last, { date }) => (date > last ? date : last), today);
  const changedAt = timetable.changes.at(-1)?.at;
  const since = [epochMillisAt(today, '00:00', office.zone), timetable.checkedMillis, Date.parse(changedAt ?? '') || 0];
  return {
    transactionTime: instantOf(Math.max(...since), office.zone),
    request: `${origin}/feeds/${MANIFEST}`,
    output: parts.map(({ type, name, text }) => ({
      type,
      url: `${origin}/feeds/${name}`,
      extension: {
        state: [office.regencyCode],
        lines: text.split('\n').length - 1,
        sha256: createHash('sha256').update(text).digest('hex'),
      },
    })),
    error: [],
    publisher: { name: office.name, url: `${origin}/` },
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
  return lines(changes.filter(({ at }) => at.slice(0, 10) >= from));
}
