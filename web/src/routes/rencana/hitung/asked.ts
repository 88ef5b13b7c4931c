import { minutesOfDay } from '@jemput/shared/calendar/time-of-day';
import {
  type ArrivalPattern,
  arrivalPatterns,
  NO_SHOWS,
  usualLastEntryMinutes,
  WALK_IN_SHARE,
} from '@jemput/shared/queue/assumptions';
import { minutesEach } from '@jemput/shared/queue/session-evening';
import type { Outputs } from '#lib/api.ts';
import { number } from '#lib/format.ts';

/** What the calculator is asked, as it stands in the address. */
export interface Asked {
  kits: number;
  operators: number;
  minutesEach: number;
  /** `HH:mm` */
  opens: string;
  closes: string;
  /** Minutes before closing. */
  lastEntryMinutes: number;
  /** Expected people, and the range of eight evenings in ten where it is known. */
  people: number;
  low: number | null;
  high: number | null;
  pattern: ArrivalPattern;
}

/** Every field of the form by its name in the address, in Indonesian as pages' addresses are. */
export const fieldNames = [
  'alat',
  'operator',
  'menit',
  'buka',
  'tutup',
  'pintu',
  'orang',
  'dari',
  'hingga',
  'pola',
] as const;
export type FieldName = (typeof fieldNames)[number];
export type Fields = Record<FieldName, string>;

/** What each number may be: [least, most]. */
export const limits = {
  alat: [1, 20],
  operator: [0, 40],
  menit: [1, 60],
  pintu: [0, 240],
  orang: [0, 2000],
  dari: [0, 5000],
  hingga: [0, 5000],
} as const satisfies Partial<Record<FieldName, readonly [number, number]>>;

/** An evening of 2013: two kits, 16.00 to 21.00, 120 people. */
const usual = { alat: '2', menit: '3,5', buka: '16:00', tutup: '21:00', orang: '120', pola: 'early' } as const;

/** The form's fields of an address; what it lacks is an evening of 2013. */
export function fieldsOf(query: URLSearchParams): Fields {
  const text = (name: FieldName, otherwise: string) => query.get(name)?.trim().slice(0, 20) || otherwise;
  const told: Fields = {
    alat: text('alat', usual.alat),
    operator: text('operator', ''),
    menit: text('menit', usual.menit),
    buka: text('buka', usual.buka),
    tutup: text('tutup', usual.tutup),
    pintu: text('pintu', ''),
    orang: text('orang', usual.orang),
    dari: text('dari', ''),
    hingga: text('hingga', ''),
    pola: text('pola', usual.pola),
  };
  const { operators, lastEntryMinutes } = askedOf(told).asked;
  return { ...told, operator: told.operator || String(operators), pintu: told.pintu || String(lastEntryMinutes) };
}

/** The form's fields for a session: its kits, its hours and what is expected of it. */
export function fieldsOfEvening(evening: NonNullable<Outputs['queue']['evening']>): Fields {
  const openMinutes = (Date.parse(evening.endsAt) - Date.parse(evening.startsAt)) / 60_000;
  const told = {
    alat: String(evening.kits),
    menit: number(minutesEach({ ...evening, openMinutes }), 1),
    buka: evening.startsAt.slice(11, 16),
    tutup: evening.endsAt.slice(11, 16),
    orang: String(Math.round(evening.expected.mean)),
    dari: String(Math.round(evening.expected.q10)),
    hingga: String(Math.round(evening.expected.q90)),
  };
  return fieldsOf(new URLSearchParams(told));
}

/** What is reckoned with, and the fields that were not taken as they stand: not a number, or beyond their limits. */
export function askedOf(fields: Fields): { asked: Asked; replaced: FieldName[] } {
  const replaced: FieldName[] = [];
  const numberOf = (name: keyof typeof limits, otherwise: number) => {
    const [least, most] = limits[name];
    const told = Number(fields[name].replace(',', '.'));
    const taken = Number.isFinite(told) ? Math.min(most, Math.max(least, told)) : otherwise;
    if (taken !== told) replaced.push(name);
    return taken;
  };
  const whole = (name: keyof typeof limits, otherwise: number) => Math.round(numberOf(name, otherwise));
  const optional = (name: 'dari' | 'hingga') => (fields[name] === '' ? null : whole(name, 0));
  const { opens, closes, faulty } = hoursOf(fields);
  if (faulty) replaced.push('buka', 'tutup');
  const openMinutes = minutesOfDay(closes) - minutesOfDay(opens);
  const kits = whole('alat', Number(usual.alat));
  const minutesEach = numberOf('menit', 3.5);
  const lastEntry = fields.pintu === '' ? usualLastEntryMinutes(minutesEach, openMinutes) : whole('pintu', 15);
  const pattern = arrivalPatterns.find((known) => known === fields.pola) ?? 'early';
  return {
    asked: {
      kits,
      operators: fields.operator === '' ? kits : whole('operator', kits),
      minutesEach,
      opens,
      closes,
      lastEntryMinutes: Math.min(lastEntry, openMinutes - 1),
      people: whole('orang', Number(usual.orang)),
      low: optional('dari'),
      high: optional('hingga'),
      pattern,
    },
    replaced,
  };
}

const time = /^([01]\d|2[0-3]):[0-5]\d$/;

function hoursOf({ buka, tutup }: Fields): { opens: string; closes: string; faulty: boolean } {
  if (time.test(buka) && time.test(tutup) && minutesOfDay(tutup) - minutesOfDay(buka) >= 30) {
    return { opens: buka, closes: tutup, faulty: false };
  }
  return { opens: usual.buka, closes: usual.tutup, faulty: true };
}

/** What is assumed of numbers and their holders: shares 0 … 0.95. */
export interface Assumed {
  noShowShare: number;
  noShowKnown: number;
  walkInShare: number;
  skip: number;
}

/** Per cent in the address. */
export function assumedOf(query: URLSearchParams): Assumed {
  const within = (name: string, least: number, most: number, otherwise: number) => {
    const told = query.get(name)?.trim().replace(',', '.');
    const value = told ? Number(told) : Number.NaN;
    return Number.isFinite(value) ? Math.min(most, Math.max(least, value)) : otherwise;
  };
  return {
    noShowShare: within('absen', 0, 95, NO_SHOWS.meanShare * 100) / 100,
    noShowKnown: within('yakin', 1, 10_000, NO_SHOWS.knownNumbers),
    walkInShare: within('tanpa', 0, 95, WALK_IN_SHARE * 100) / 100,
    skip: Math.floor(within('lewati', 0, 10_000, 0)),
  };
}
