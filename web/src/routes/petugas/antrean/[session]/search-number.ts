import type { TicketSeries } from '@jemput/shared/bookings/ticket';

/** "57", "a57", "A-057" find A-057; "57" finds that number of every series. */
export function matches({ series, number }: { series: TicketSeries; number: number }, asked: string): boolean {
  const [, letter = '', digits = ''] = /^\s*([a-z]?)[\s-]*0*(\d+)\s*$/i.exec(asked) ?? [];
  return digits !== '' && Number(digits) === number && (letter === '' || letter.toUpperCase() === series);
}
