import type { Outputs } from '#lib/api.ts';
import { number } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { kindNames } from '#lib/timetable/session-words.ts';
import { type Asked, NEAR_KM } from './asked.ts';

type Standing = Outputs['sessions']['find']['standing'];

/** "32 bisa didatangi, 1 dibatalkan, 5 sudah selesai": what can be gone to, and then what cannot. */
export function countWords({ coming, full, paused, cancelled, over }: Standing): string {
  const others = [
    full > 0 ? m.finder_of_full({ count: number(full) }) : '',
    paused > 0 ? m.finder_of_paused({ count: number(paused) }) : '',
    cancelled > 0 ? m.finder_of_cancelled({ count: number(cancelled) }) : '',
    over > 0 ? m.finder_of_over({ count: number(over) }) : '',
  ].filter(Boolean);
  if (others.length === 0) return number(coming);
  const possible = coming > 0 ? m.finder_can_go({ count: number(coming) }) : m.finder_can_go_none();
  return [possible, ...others].join(', ');
}

/** "Jadwal malam, dalam 3 km, minggu ini, pasar": the filters in force. */
export function filterWords({ evening, near, week, kind }: Asked): string {
  const kindName = kind === '' ? '' : kindNames[kind]().toLowerCase();
  return [
    evening ? m.finder_what_evening() : m.finder_what(),
    near ? m.finder_within({ km: number(NEAR_KM) }) : '',
    week ? m.finder_filter_week().toLowerCase() : '',
    kindName,
  ]
    .filter(Boolean)
    .join(', ');
}
