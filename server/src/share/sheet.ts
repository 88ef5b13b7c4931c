import { localDateAt, zoneAbbreviation } from '@jemput/shared/calendar/time-zone';
import type { Session } from '@jemput/shared/sessions/session';
import { DateTime } from 'luxon';
import type { Context } from '../context.ts';
import { currentTimetable, type Timetable } from '../sessions/timetable-snapshot.ts';
import { alternativesTo } from '../sessions/with-alternatives.ts';
import { hoursOf } from './said.ts';
import { codeOfSession, fromToday, weekOfArea } from './share-of.ts';

/** What a picture or a poster says, in the Indonesian of walls and chats; drawing it needs nothing else. */
export interface Sheet {
  office: string;
  /** Where it happens: a venue, or a kelurahan for its week. */
  place: string;
  address: string;
  /** Set large over everything else; null where all is as it was first said. */
  alarm: { word: string; text: string } | null;
  /** One evening; null on a week's sheet. */
  evening: SheetLine | null;
  /** `23–29 November 2026`, and each of its sessions; null on an evening's sheet. */
  week: { dates: string; lines: SheetLine[] } | null;
  pauses: string;
  code: string;
  /** What the QR code holds. */
  checkUrl: string;
  /** The same address as people type it, without the code. */
  checkAddress: string;
  pageUrl: string;
  checkedAt: string;
}

export interface SheetLine {
  weekday: string;
  /** `20 November 2026` */
  date: string;
  hours: string;
  place: string;
  /** `DIBATALKAN`, `JADWAL BARU`, or nothing. */
  state: string;
  cancelled: boolean;
}

const LOCALE = { locale: 'id' } as const;

/** @param origin the public address without a slash at the end @throws NotFound */
export async function sheetOfSession(ctx: Context, id: string, origin: string): Promise<Sheet> {
  const timetable = await currentTimetable(ctx);
  const { session, code } = await codeOfSession(ctx, { id });
  const { venue, pauses } = session;
  return {
    ...frameOf(ctx, timetable, { code, origin, path: `/jadwal/${id}`, checked: session.checkedAt }),
    place: venue.name,
    address: [venue.address, venue.area.name, venue.area.district].filter(Boolean).join(', '),
    alarm: alarmOf(ctx, timetable, session),
    evening: lineOf(session, ctx.zone),
    week: null,
    pauses: pauses
      .map(({ what, start, end }) => `Istirahat ${restNames[what]} ${clock(start)}–${clock(end)}`)
      .join(', '),
  };
}

/** @throws NotFound */
export async function sheetOfWeek(
  ctx: Context,
  { area: areaCode, week }: { area: string; week: string },
  origin: string,
): Promise<Sheet> {
  const timetable = await currentTimetable(ctx);
  const { area, sessions, code, from, to } = await weekOfArea(ctx, { area: areaCode, week });
  const checked = sessions.map(({ checkedAt }) => checkedAt).sort();
  const told = fromToday(sessions, localDateAt(ctx.now(), ctx.zone));
  const cancelled = told.filter(({ status }) => status === 'cancelled').length;
  return {
    ...frameOf(ctx, timetable, { code, origin, path: `/wilayah/${areaCode}`, checked: checked[0] ?? from }),
    place: `Kelurahan ${area.name}`,
    address: area.district ? `Kecamatan ${area.district}` : '',
    alarm:
      told.length > 0 && cancelled === told.length
        ? { word: 'DIBATALKAN', text: 'Semua jadwal minggu ini dibatalkan.' }
        : null,
    evening: null,
    week: { dates: weekDates(from, to), lines: told.map((session) => lineOf(session, ctx.zone)) },
    pauses: '',
  };
}

const restNames = { maghrib: 'Magrib', isya: 'Isya' } as const;

function frameOf(
  { zone }: Pick<Context, 'zone'>,
  { office }: Timetable,
  { code, origin, path, checked }: { code: string; origin: string; path: string; checked: string },
) {
  const at = DateTime.fromISO(checked, { zone });
  return {
    office: office?.name ?? '',
    code,
    checkUrl: `${origin}/cek?kode=${code}`,
    checkAddress: `${origin.replace(/^https?:\/\//, '')}/cek`,
    pageUrl: `${origin}${path}`,
    checkedAt: `${at.toFormat('d LLLL yyyy', LOCALE)} pukul ${at.toFormat('HH.mm')} ${zoneAbbreviation(zone)}`,
  };
}

/** The nearest session to go to in place of a cancelled one; empty where there is none within reach. */
function insteadOf(timetable: Timetable, { id }: Session, now: number): string {
  const entry = timetable.byId.get(id);
  const [nearest] = entry ? alternativesTo(timetable, entry, now) : [];
  if (!nearest) return '';
  const { venue, date, startsAt, endsAt } = nearest;
  const hours = `${clock(startsAt.slice(11, 16))}–${clock(endsAt.slice(11, 16))}`;
  return `Gantinya: ${venue.name}, ${shortDate(date)}, ${hours}.`;
}

function alarmOf({ now, zone }: Context, timetable: Timetable, session: Session): Sheet['alarm'] {
  const { status, changes, endsAt } = session;
  if (status === 'cancelled') {
    const reason = changes.findLast(({ what }) => what === 'cancelled')?.reason ?? '';
    return { word: 'DIBATALKAN', text: `${sentence(reason)} ${insteadOf(timetable, session, now())}`.trim() };
  }
  if (status === 'done' || DateTime.fromISO(endsAt).toMillis() <= now()) {
    return { word: 'SUDAH SELESAI', text: 'Cari jadwal berikutnya di alamat di bawah.' };
  }
  const moved = changes.findLast(({ what }) => what === 'moved');
  if (!moved) return null;
  const [venueId = '', date = '', slot = ''] = (moved.from ?? '').split('|');
  const elsewhere = venueId === session.venue.id ? '' : ` di ${timetable.venueById.get(venueId)?.name ?? venueId}`;
  const hours = hoursOf(timetable, date, slot);
  const before = `${shortDate(date)}${hours ? `, ${clock(hours.start)}–${clock(hours.end)} ${zoneAbbreviation(zone)}` : ''}`;
  return { word: 'JADWAL BARU', text: `Semula ${before}${elsewhere}. ${sentence(moved.reason)}`.trim() };
}

function lineOf({ date, startsAt, endsAt, venue, status, changes }: Session, zone: string): SheetLine {
  const day = DateTime.fromISO(date, { zone: 'utc' });
  const cancelled = status === 'cancelled';
  const moved = changes.some(({ what }) => what === 'moved');
  return {
    weekday: day.toFormat('cccc', LOCALE),
    date: day.toFormat('d LLLL yyyy', LOCALE),
    hours: `${clock(startsAt.slice(11, 16))}–${clock(endsAt.slice(11, 16))} ${zoneAbbreviation(zone)}`,
    place: venue.name,
    state: cancelled ? 'DIBATALKAN' : moved ? 'JADWAL BARU' : '',
    cancelled,
  };
}

function weekDates(from: string, to: string): string {
  const [first, last] = [from, to].map((date) => DateTime.fromISO(date, { zone: 'utc' })) as [DateTime, DateTime];
  const start = first.toFormat(
    first.month === last.month ? 'd' : first.year === last.year ? 'd LLLL' : 'd LLLL yyyy',
    LOCALE,
  );
  return `${start}–${last.toFormat('d LLLL yyyy', LOCALE)}`;
}

function shortDate(date: string): string {
  return DateTime.fromISO(date, { zone: 'utc' }).toFormat('cccc d LLLL', LOCALE);
}

function clock(time: string): string {
  return time.replace(':', '.');
}

function sentence(text: string): string {
  return text.trim() === '' ? '' : text.trim().replace(/[.\s]*$/, '.');
}
