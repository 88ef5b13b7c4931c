import { clock, shortDate } from '#lib/format.ts';

/** "Sab 23 Nov 08.00" of an ISO instant with the office's offset. */
export function when(instant: string): string {
  return `${shortDate(instant.slice(0, 10))} ${clock(instant.slice(11, 16))}`;
}
