import type { Session } from '@jemput/shared/sessions/session';

/** Sentences of a session for feeds that people read: Indonesian, as residents do. */
const statusWords: Partial<Record<Session['status'], string>> = {
  cancelled: 'DIBATALKAN: ',
  moved: 'DIPINDAH: ',
  full: 'PENUH: ',
};

const crowdWords = { quiet: 'sepi', normal: 'biasa', busy: 'ramai' };

export function titleOf(session: Session): string {
  return `${statusWords[session.status] ?? ''}Perekaman KTP-el di ${session.venue.name}`;
}

export function addressOf({ venue }: Session): string {
  return [venue.name, venue.address, venue.area.name, venue.area.district].filter(Boolean).join(', ');
}

/** What a resident needs to know, a line each. */
export function linesOf(session: Session): string[] {
  const { kits, capacity, expected, date, startsAt, endsAt } = session;
  const change = session.changes.findLast(({ what }) => what === 'moved' || what === 'cancelled' || what === 'kits');
  const [venueId, formerDate] = change?.what === 'moved' ? (change.from ?? '').split('|') : [];
  const elsewhere = venueId && venueId !== session.venue.id ? ` di ${venueId}` : '';
  return [
    `${date}, ${startsAt.slice(11, 16)}–${endsAt.slice(11, 16)}`,
    `${kits} alat rekam, sampai ${capacity} perekaman; perkiraan ${Math.round(expected.mean)} orang (${crowdWords[expected.crowd]})`,
    ...(formerDate ? [`Semula ${formerDate}${elsewhere}`] : []),
    ...(change?.reason ? [`Alasan: ${change.reason}`] : []),
  ];
}
