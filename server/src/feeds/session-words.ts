import { formerPromises } from '@jemput/shared/sessions/former-promises';
import type { Room, Session, SessionStatus } from '@jemput/shared/sessions/session';
import type { Context } from '../context.ts';
import { currentTimetable } from '../sessions/timetable-snapshot.ts';

/** Sentences of a session for feeds that people read: Indonesian, as residents do. */
const titleWords: Partial<Record<SessionStatus, string>> = {
  cancelled: 'DIBATALKAN: ',
  moved: 'DIPINDAH: ',
  full: 'PENUH: ',
  paused: 'BERHENTI SEMENTARA: ',
};

/** As residents' pages call it. */
const stateWords: Record<SessionStatus, string> = {
  scheduled: 'terjadwal',
  open: 'buka',
  full: 'penuh',
  paused: 'berhenti sementara',
  done: 'selesai',
  moved: 'dipindah',
  cancelled: 'dibatalkan',
};

const roomWords: Record<Room, string> = { free: 'buka', filling: 'mulai penuh', last: 'nomor terakhir' };
const crowdWords = { quiet: 'sepi', normal: 'biasa', busy: 'ramai' };
const pauseWords = { maghrib: 'Magrib', isya: 'Isya' };

/** By what a former place and time are told. */
export interface FormerNames {
  venueName(id: string): string;
  slots: readonly { id: string; startTime: string; endTime: string }[];
  zone: string;
}

export async function formerNames(ctx: Context): Promise<FormerNames> {
  const { venueById, slots } = await currentTimetable(ctx);
  return { venueName: (id) => venueById.get(id)?.name ?? id, slots, zone: ctx.zone };
}

export function titleOf(session: Session): string {
  return `${titleWords[session.status] ?? ''}Perekaman KTP-el di ${session.venue.name}`;
}

export function addressOf({ venue }: Session): string {
  return [venue.name, venue.address, venue.area.name, venue.area.district].filter(Boolean).join(', ');
}

/** `2026-11-20, 16:00–21:00`. */
function timeOf(startsAt: string, endsAt: string): string {
  return `${startsAt.slice(0, 10)}, ${startsAt.slice(11, 16)}–${endsAt.slice(11, 16)}`;
}

/** What a resident needs to know, a line each. */
export function linesOf(session: Session, { venueName, slots, zone }: FormerNames): string[] {
  const { kits, capacity, expected, startsAt, endsAt, status, room, checkedAt, pauses } = session;
  const change = session.changes.findLast(({ what }) => what === 'moved' || what === 'cancelled' || what === 'kits');
  const former = change?.what === 'moved' ? formerPromises([change], slots, zone)[0] : undefined;
  const elsewhere = former && former.venueId !== session.venue.id ? ` di ${venueName(former.venueId)}` : '';
  const checked = `${checkedAt.slice(0, 10)} ${checkedAt.slice(11, 16)}`;
  return [
    timeOf(startsAt, endsAt),
    ...pauses.map(({ what, start, end }) => `Jeda ${pauseWords[what]} ${start}–${end}`),
    `Keadaan: ${room && status === 'open' ? roomWords[room] : stateWords[status]} (diperiksa ${checked})`,
    `${kits} alat rekam, sampai ${capacity} perekaman; perkiraan ${Math.round(expected.mean)} orang (${crowdWords[expected.crowd]})`,
    ...(former ? [`Semula ${timeOf(former.startsAt, former.endsAt)}${elsewhere}`] : []),
    ...(change?.reason ? [`Alasan: ${change.reason}`] : []),
  ];
}
