import { isoWeekday } from '@jemput/shared/calendar/local-date';
import { zoneAbbreviation } from '@jemput/shared/calendar/time-zone';
import { greatCircleKm } from '@jemput/shared/places/distance';
import { formerPromises } from '@jemput/shared/sessions/former-promises';
import type { ChangedField, Pause, Session, SessionChange, SessionStatus } from '@jemput/shared/sessions/session';
import type { Context } from '../context.ts';
import { currentTimetable } from '../sessions/timetable-snapshot.ts';
import { type FeedWords, feedWords, type WordLanguage } from './words/feed-words.ts';

/** In which language a session is told, and by what its former and its other places are. */
export interface Telling {
  language: WordLanguage;
  words: FeedWords;
  /** The office's IANA zone, and as people call it. */
  zone: string;
  zoneName: string;
  slots: readonly { id: string; startTime: string; endTime: string }[];
  venueName(id: string): string;
  session(id: string): Session | undefined;
}

export async function tellingIn(ctx: Context, language: WordLanguage): Promise<Telling> {
  const { venueById, slots, byId } = await currentTimetable(ctx);
  return {
    language,
    words: feedWords(language),
    zone: ctx.zone,
    zoneName: zoneAbbreviation(ctx.zone),
    slots,
    venueName: (id) => venueById.get(id)?.name ?? id,
    session: (id) => byId.get(id)?.session,
  };
}

/** Texts and names of facts in turn. */
const templates = new Map<string, string[]>();

export function fill(template: string, facts: Record<string, string | number>): string {
  const parts = templates.get(template) ?? template.split(/\{(\w+)\}/);
  templates.set(template, parts);
  let text = '';
  for (const [place, part] of parts.entries()) text += place % 2 === 0 ? part : (facts[part] ?? '');
  return text;
}

/** `DIBATALKAN: Cetak KTP-el di Loket Kecamatan Laweyan` */
export function titleOf({ status, service, venue }: Session, { words }: Telling): string {
  const alarm = words.alarms[status];
  const title = fill(words.at, { what: words.services[service], place: venue.name });
  return alarm ? `${alarm}: ${title}` : title;
}

export function addressOf({ venue }: Session): string {
  return [venue.name, venue.address, venue.area.name, venue.area.district].filter(Boolean).join(', ');
}

function clock(time: string, { language }: Telling): string {
  return language === 'en' ? time : time.replaceAll(':', '.');
}

/** `Jumat 20 November 2026` of an instant with the office's offset. */
function dayOf(instant: string, { words }: Telling): string {
  const named = (list: string, place: number) => list.split(' ')[place - 1] ?? '';
  const weekday = named(words.weekdays, isoWeekday(instant.slice(0, 10)));
  const month = named(words.months, Number(instant.slice(5, 7)));
  return `${weekday} ${Number(instant.slice(8, 10))} ${month} ${instant.slice(0, 4)}`;
}

/** `Jumat 20 November 2026, 16.00–21.00 WIB` */
export function hoursOf({ startsAt, endsAt }: Pick<Session, 'startsAt' | 'endsAt'>, telling: Telling): string {
  const hours = clock(`${startsAt.slice(11, 16)}–${endsAt.slice(11, 16)}`, telling);
  return `${dayOf(startsAt, telling)}, ${hours} ${telling.zoneName}`;
}

function stateOf({ status, room, changes }: Session, { words }: Telling): string {
  const state = words.states[status];
  if (status === 'open' && room === 'free') return `${state}, ${words.rooms.free}`;
  if (status === 'open' && room) return words.rooms[room];
  if (status !== 'paused') return state;
  const told = changes.findLast(({ what }) => what === 'status')?.reason ?? '';
  const incident = Object.entries(words.incidents).find(([kind]) => kind === told)?.[1];
  return `${state}: ${incident ?? words.incidents.other}`;
}

/** `800 m`, `1,8 km`, as pages round it. */
function distanceOf(metres: number, { language }: Telling): string {
  if (metres < 950) return `${Math.max(50, Math.round(metres / 50) * 50)} m`;
  const km = (metres / 1000).toFixed(metres < 10_000 ? 1 : 0);
  return `${language === 'en' ? km : km.replace('.', ',')} km`;
}

/** Of changes that a reader may rely on what was before: each kind's last, in order, and none from before the last move. */
function toldChanges({ changes }: Session): SessionChange[] {
  const told: readonly ChangedField[] = ['moved', 'hours', 'pauses', 'kits', 'cancelled'];
  const moved = changes.findLast(({ what }) => what === 'moved')?.seq ?? 0;
  return told
    .flatMap((what) => changes.findLast((change) => change.what === what) ?? [])
    .filter(({ seq }) => seq >= moved)
    .sort((a, b) => a.seq - b.seq);
}

function formerLine(change: SessionChange, session: Session, telling: Telling): string[] {
  const { words } = telling;
  const from = change.from ?? '';
  if (change.what === 'hours') return [fill(words.formerHours, { hours: clock(from.replace('-', '–'), telling) })];
  if (change.what === 'pauses') return [fill(words.formerRests, { rests: formerRests(from, telling) })];
  const [former] = change.what === 'moved' ? formerPromises([change], telling.slots, telling.zone) : [];
  if (!former) return [];
  const when = hoursOf(former, telling);
  const place = telling.venueName(former.venueId);
  const elsewhere = former.venueId !== session.venue.id;
  return [fill(words.formerly, { when: elsewhere ? fill(words.formerPlace, { when, place }) : when })];
}

/** Of `maghrib 17:41-17:56, isya 18:52-19:02`. */
function formerRests(text: string, telling: Telling): string {
  const rests = [...text.matchAll(/(maghrib|isya) ([\d:]+)-([\d:]+)/g)].map(([, what, start = '', end = '']) =>
    restLine({ what: what === 'isya' ? 'isya' : 'maghrib', start, end }, telling).replace(/\.$/, ''),
  );
  return rests.join(', ') || telling.words.noRests;
}

/** The nearest session to go to, as pages name it beside one that was called off. */
function insteadLine({ alternatives, venue }: Session, telling: Telling): string {
  const { words } = telling;
  const nearest = telling.session(alternatives[0] ?? '');
  if (!nearest) return words.noInstead;
  const metres = Math.round(greatCircleKm(venue, nearest.venue) * 1000);
  const distance = metres === 0 ? words.samePlace : distanceOf(metres, telling);
  return fill(words.instead, { place: nearest.venue.name, distance, when: hoursOf(nearest, telling) });
}

function restLine({ what, start, end }: Pause, telling: Telling): string {
  return fill(telling.words.rests[what], { start: clock(start, telling), end: clock(end, telling) });
}

function whatToExpect({ pauses, kits, capacity, expected, status }: Session, telling: Telling): string[] {
  const { words } = telling;
  const crowd = `${words.crowds[expected.crowd]}. ${fill(words.people, { low: Math.round(expected.low), high: Math.round(expected.high) })}`;
  return [
    ...pauses.map((pause) => restLine(pause, telling)),
    fill(kits === 1 ? words.capacityOfOne : words.capacity, { capacity, kits }),
    ...(status === 'scheduled' || status === 'moved' || status === 'open' ? [crowd] : []),
  ];
}

/** Whoever comes then may stand before a closed door. */
const elsewhere: readonly SessionStatus[] = ['cancelled', 'full', 'paused'];

/** What a resident needs to know, a line each. */
export function linesOf(session: Session, telling: Telling): string[] {
  const { words } = telling;
  const { status, checkedAt } = session;
  const when = fill(words.dateAndTime, {
    date: dayOf(checkedAt, telling),
    time: clock(checkedAt.slice(11, 16), telling),
  });
  const told = toldChanges(session);
  const reasons = new Set(told.flatMap(({ reason }) => reason.trim() || []));
  return [
    hoursOf(session, telling),
    fill(words.state, { state: stateOf(session, telling), when }),
    ...(status === 'cancelled' || status === 'done' ? [] : whatToExpect(session, telling)),
    ...told.flatMap((change) => formerLine(change, session, telling)),
    ...[...reasons].map((reason) => fill(words.reason, { reason })),
    ...(elsewhere.includes(status) ? [insteadLine(session, telling)] : []),
  ];
}
