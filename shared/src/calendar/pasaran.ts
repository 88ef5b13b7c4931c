import { daysBetween, type LocalDate } from './local-date.ts';

/** The five days of the Javanese market week, in order. */
export const pasaranNames = ['legi', 'pahing', 'pon', 'wage', 'kliwon'] as const;
export type Pasaran = (typeof pasaranNames)[number];

/** Wednesday Pahing, the founding day of Surakarta. */
const REFERENCE = { date: '1745-02-17', place: pasaranNames.indexOf('pahing') };

/** The market day of the Javanese week that a date is. */
export function pasaranOf(date: LocalDate): Pasaran {
  const place = (REFERENCE.place + daysBetween(REFERENCE.date, date)) % pasaranNames.length;
  return pasaranNames[(place + pasaranNames.length) % pasaranNames.length] ?? 'legi';
}
