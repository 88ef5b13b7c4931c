import { addDays } from '@jemput/shared/calendar/local-date';
import { venueKinds } from '@jemput/shared/places/venue';
import type { FindSessions } from '@jemput/shared/sessions/find-sessions';

/** What the front page's address asks, in words of the address. */
export interface Asked {
  q: string;
  /** `lat,lon` of a place on Earth, or empty. */
  near: string;
  evening: boolean;
  /** Only today and the six days after. */
  week: boolean;
  kind: string;
  map: boolean;
  cursor: string;
}

/** Sessions farther away than this are not "near me". */
const NEAR_KM = 5;
const PAGE = 40;

export function readAsked(query: URLSearchParams): Asked {
  return {
    q: (query.get('q') ?? '').trim().slice(0, 100),
    near: pointOf(query.get('dekat')) ? (query.get('dekat') ?? '') : '',
    evening: query.get('malam') !== '0',
    week: query.get('minggu') === '1',
    kind: query.get('jenis') ?? '',
    map: query.get('tampil') === 'peta',
    cursor: query.get('lanjut') ?? '',
  };
}

const latLon = /^(-?\d{1,2}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?)$/;

export function pointOf(near: string | null): { lat: number; lon: number } | undefined {
  const [, lat, lon] = (latLon.exec(near ?? '') ?? []).map(Number);
  if (lat === undefined || lon === undefined) return undefined;
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : undefined;
}

export function toFind(asked: Asked, today: string): FindSessions {
  const near = pointOf(asked.near);
  const kind = venueKinds.find((known) => known === asked.kind);
  return {
    ...(near ? { near, radiusKm: NEAR_KM } : {}),
    ...(near || asked.week ? { to: addDays(today, 6) } : {}),
    ...(kind ? { kind } : {}),
    ...(asked.evening ? { evening: true } : {}),
    ...(asked.q ? { q: asked.q } : {}),
    ...(asked.cursor ? { cursor: asked.cursor } : {}),
    limit: PAGE,
  };
}

/** The same page with something asked otherwise. */
export function linkTo(asked: Asked, change: Partial<Asked>): string {
  const next = { ...asked, cursor: '', ...change };
  const query = new URLSearchParams();
  if (next.q) query.set('q', next.q);
  if (next.near) query.set('dekat', next.near);
  if (!next.evening) query.set('malam', '0');
  if (next.week) query.set('minggu', '1');
  if (next.kind) query.set('jenis', next.kind);
  if (next.map) query.set('tampil', 'peta');
  if (next.cursor) query.set('lanjut', next.cursor);
  const text = query.toString();
  return text ? `/?${text}` : '/';
}
