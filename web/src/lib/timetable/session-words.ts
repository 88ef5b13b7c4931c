import type { Pause, Session } from '@jemput/shared/sessions/session';
import { clock, distance, shortDate } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';

export const crowdNames: Record<Session['expected']['crowd'], () => string> = {
  quiet: () => m.finder_crowd_quiet(),
  normal: () => m.finder_crowd_normal(),
  busy: () => m.finder_crowd_busy(),
};

export const crowdTones: Record<Session['expected']['crowd'], 'good' | 'warm' | ''> = {
  quiet: 'good',
  normal: '',
  busy: 'warm',
};

export const kindNames: Record<Session['venue']['kind'], () => string> = {
  kelurahan: () => m.finder_kind_kelurahan(),
  school: () => m.finder_kind_school(),
  market: () => m.finder_kind_market(),
  office: () => m.finder_kind_office(),
  other: () => m.finder_kind_other(),
};

/** Names of places and hours of slots, to say in words where and when a session stood before it moved. */
export interface Gazetteer {
  venueNames: Record<string, string>;
  /** `HH:mm`, start and end. */
  slotHours: Record<string, [string, string]>;
}

/** The nearest session to go to in place of one that cannot be gone to, by that one's id. */
export type Instead = Record<
  string,
  Pick<Session, 'id' | 'date' | 'startsAt' | 'endsAt'> & { name: string; distanceM: number }
>;

/** What a card needs to know beside its session. */
export interface CardContext {
  today: string;
  now: string;
  zoneName: string;
  gazetteer: Gazetteer;
  instead?: Instead;
  /** `lat,lon` that the reader asked from, so that the session's page can say how far it is. */
  near?: string;
}

/** "Jum 25 Okt, 16.00–21.00, Kelurahan Pajang" of `pajang|2026-10-25|malam`; without the place where it is `atVenue`. */
export function formerPlace(value: string, { venueNames, slotHours }: Gazetteer, atVenue?: string): string {
  const [venue = '', date = '', slot = ''] = value.split('|');
  const [start, end] = slotHours[slot] ?? [];
  const time = start && end ? `${clock(start)}–${clock(end)}` : '';
  return [shortDate(date), time, venue === atVenue ? '' : venueNames[venue]].filter(Boolean).join(', ');
}

/** "20.15–23.15" of `20:15-23:15`. */
export function spanWords(value: string): string {
  return value
    .split('-')
    .map((time) => clock(time))
    .join('–');
}

const restNames: Record<Pause['what'], () => string> = {
  maghrib: () => m.finder_prayer_maghrib(),
  isya: () => m.finder_prayer_isya(),
};

/** "magrib 17.40–17.55, isya 18.52–19.07" of `maghrib 17:40-17:55, isya 18:52-19:07`. */
export function restWords(value: string | null): string {
  if (!value) return m.finder_rest_none();
  return value
    .split(', ')
    .map((rest) => {
      const [what = '', span = ''] = rest.split(' ');
      return `${what === 'maghrib' || what === 'isya' ? restNames[what]() : what} ${spanWords(span)}`;
    })
    .join(', ');
}

/** "Jeda magrib 17.40–17.55." */
export function restSentence({ what, start, end }: Pause): string {
  const span = { start: clock(start), end: clock(end) };
  return what === 'maghrib' ? m.finder_rest_maghrib(span) : m.finder_rest_isya(span);
}

/** A reason as the office typed it, ending as a sentence does. */
export function asSentence(reason: string): string {
  return reason.trim().replace(/[.\s]*$/, '.');
}

/** "1,8 km · sekitar 25 menit jalan kaki": 1.3 times the straight line at 4.5 km/h on foot, 20 km/h riding. */
export function wayThere(metres: number): string {
  const roadKm = (metres / 1000) * 1.3;
  const minutes = (kmPerHour: number) => Math.max(1, Math.round((roadKm / kmPerHour) * 60));
  if (roadKm <= 2) return m.finder_walk({ distance: distance(metres), minutes: minutes(4.5) });
  return m.finder_ride({ distance: distance(metres), minutes: minutes(20) });
}

/** The way from one place to another, which may be the same. */
export function wayBetween(metres: number): string {
  return metres === 0 ? m.finder_same_place() : wayThere(metres);
}
