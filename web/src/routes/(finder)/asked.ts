import { addDays, isLocalDate } from '@jemput/shared/calendar/local-date';
import { type VenueKind, venueKinds } from '@jemput/shared/places/venue-kind';
import type { FindSessions, TodayAsked } from '@jemput/shared/sessions/find-sessions';

/** What the front page's address asks, in words of the address. */
export interface Asked {
  q: string;
  /** `lat,lon` of a place on Earth, or empty. */
  near: string;
  evening: boolean;
  /** Only today and the six days after. */
  week: boolean;
  /** Local dates, both included, or empty. */
  from: string;
  to: string;
  kind: VenueKind | '';
  map: boolean;
  /** How many sessions are wanted at once; 0 for as many as usual. */
  count: number;
}

/** Sessions farther away than this are not "near me": 40 minutes on foot. */
export const NEAR_KM = 3;
/** Few enough for a slow line; more are asked for below them. */
const PAGE = 12;
/** Near somebody few are, of seven days each: today's must not wait behind them. */
const NEAR_PAGE = 24;
/** A map shows what its list shows. */
const MAP_PAGE = 60;
/** So many more at a time, and in all: who wants others names a place or dates. */
export const MORE = 24;
const MOST = 300;

export const nothingAsked: Asked = {
  q: '',
  near: '',
  evening: true,
  week: false,
  from: '',
  to: '',
  kind: '',
  map: false,
  count: 0,
};

export function readAsked(query: URLSearchParams): Asked {
  const [from = '', to = ''] = [dateOf(query.get('dari')), dateOf(query.get('sampai'))];
  return {
    q: (query.get('q') ?? '').trim().slice(0, 100),
    near: pointOf(query.get('dekat')) ? (query.get('dekat') ?? '') : '',
    evening: query.get('malam') !== '0',
    week: query.get('minggu') === '1' && !from && !to,
    // Dates the wrong way round are meant as they stand in the calendar.
    from: from && to && to < from ? to : from,
    to: from && to && to < from ? from : to,
    kind: venueKinds.find((kind) => kind === query.get('jenis')) ?? '',
    map: query.get('tampil') === 'peta',
    count: countOf(query.get('jumlah')),
  };
}

function countOf(text: string | null): number {
  return /^\d{1,3}$/.test(text ?? '') ? Math.min(Number(text), MOST) : 0;
}

function dateOf(text: string | null): string {
  return text && isLocalDate(text) ? text : '';
}

const latLon = /^(-?\d{1,2}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?)$/;

export function pointOf(near: string | null): { lat: number; lon: number } | undefined {
  const [, lat, lon] = (latLon.exec(near ?? '') ?? []).map(Number);
  if (lat === undefined || lon === undefined) return undefined;
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : undefined;
}

/** What is asked of the dates: near me means this week where nothing else is said. */
function datesOf({ near, week, from, to }: Asked, today: string): Pick<FindSessions, 'from' | 'to'> {
  const ranged = from !== '' || to !== '';
  // What was: asked for by name, it is shown.
  if (to && to < today) return { from: from || to, to };
  return {
    ...(from > today ? { from } : {}),
    ...(to ? { to } : {}),
    ...((near || week) && !ranged ? { to: addDays(today, 6) } : {}),
  };
}

export function toFind(asked: Asked, today: string): FindSessions {
  const near = pointOf(asked.near);
  return {
    ...(near ? { near, radiusKm: NEAR_KM } : {}),
    ...datesOf(asked, today),
    ...(asked.kind ? { kind: asked.kind } : {}),
    ...(asked.evening ? { evening: true } : {}),
    ...(asked.q ? { q: asked.q } : {}),
    limit: limitOf(asked),
  };
}

function limitOf({ map, near, count }: Asked): number {
  const usual = near ? NEAR_PAGE : PAGE;
  return Math.max(map ? MAP_PAGE : usual, count);
}

/** How many to ask for to see more than those shown; 0 where no more are shown at once. */
export function countForMore(shown: number): number {
  return shown < MOST ? Math.min(shown + MORE, MOST) : 0;
}

/** What the first line answers: of today, the same place and kind; null where something else is asked. */
export function ofToday({ q, near, kind, evening, from }: Asked, today: string): TodayAsked | null {
  if (q || from > today) return null;
  const point = pointOf(near);
  return { ...(point ? { near: point } : {}), ...(kind ? { kind } : {}), ...(evening ? { evening } : {}) };
}

/** What is asked as the address says it, by its parameters; what is as usual is left out. */
export function parametersOf(asked: Asked): [name: string, value: string][] {
  const said: [string, string | false][] = [
    ['q', asked.q],
    ['dekat', asked.near],
    ['malam', !asked.evening && '0'],
    ['minggu', asked.week && '1'],
    ['dari', asked.from],
    ['sampai', asked.to],
    ['jenis', asked.kind],
    ['tampil', asked.map && 'peta'],
    ['jumlah', asked.count > 0 && String(asked.count)],
  ];
  return said.flatMap(([name, value]) => (value ? [[name, value] as [string, string]] : []));
}

/** The same page with something asked otherwise. */
export function linkTo(asked: Asked, change: Partial<Asked>): string {
  const text = new URLSearchParams(parametersOf({ ...asked, count: 0, ...change })).toString();
  return text ? `/?${text}` : '/';
}
