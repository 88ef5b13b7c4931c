import { clock, dateWithYear } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';

/** "pukul 17.28", and "Jum 20 Nov pukul 17.28" of another day than `today`; an instant with the office's offset. */
export function momentWords(at: string, today: string): string {
  const date = at.slice(0, 10);
  const time = clock(at.slice(11, 16));
  return date === today ? m.finder_at_time({ time }) : m.common_kept_when({ date: dateWithYear(date, today), time });
}
