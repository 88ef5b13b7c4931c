import { minutesOfDay } from '@jemput/shared/calendar/time-of-day';
import type { WaitRange } from '@jemput/shared/queue/wait-tally';
import { clock } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';

/** Coarser the longer the wait: nobody can promise minutes of an hour. */
function stepOf(minutes: number): number {
  return minutes <= 60 ? 5 : minutes <= 120 ? 10 : 30;
}

/** "20–40 menit": from what half wait at most to what nine of ten wait at most, rounded outwards. */
export function waitWords({ p50Minutes, p90Minutes }: WaitRange): string {
  if (p90Minutes <= 5) return m.queue_wait_hardly();
  const low = Math.floor(p50Minutes / stepOf(p50Minutes)) * stepOf(p50Minutes);
  const high = Math.ceil(p90Minutes / stepOf(p90Minutes)) * stepOf(p90Minutes);
  return low === 0 ? m.queue_wait_up_to({ high }) : m.queue_wait_between({ low, high });
}

/** "20.00": so many minutes after `HH:mm`, past midnight too. */
export function clockAfter(opens: string, minutes: number): string {
  const at = (minutesOfDay(opens) + Math.round(minutes)) % (24 * 60);
  return clock(`${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`);
}

/** "87 dari 100 malam"; never all or none of them where some were otherwise. */
export function eveningsWords(share: number): string {
  const rounded = Math.round(share * 100);
  const count = rounded === 100 && share < 1 ? 99 : rounded === 0 && share > 0 ? 1 : rounded;
  return m.queue_of_evenings({ count });
}
