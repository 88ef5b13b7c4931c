import type { Outputs } from '#lib/api.ts';
import { number, shortDate } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { dateSpan } from './bar-text.ts';
import type { BoardStint } from './board-stint.ts';
import type { BoardView } from './board-view.svelte.ts';
import type { Window } from './take-window.ts';

export type Unserved = Outputs['planning']['explain']['unserved'][number];
export type ServingChange = NonNullable<Outputs['planning']['explainPool']>['changes'][number];
type Displaced = Window['displaced'][number];
type Names = Pick<BoardView, 'nameOf' | 'board'>;
type Place = Pick<BoardStint, 'venue' | 'slot' | 'start' | 'days' | 'kits'>;

export function poolName({ board }: Names, id: string): string {
  return board.pools.find((pool) => pool.id === id)?.name ?? id;
}

/** "Sel 24 Nov, Siang, 2 alat" */
export function placeWords(names: Names, { slot, start, days, kits }: Place): string {
  return [dateSpan(start, days), names.nameOf('slot', slot), m.workbench_kits({ count: kits.length })].join(', ');
}

/** Whole recordings; under one, tenths, so that little is not told as nothing. */
function fine(value: number): string {
  return number(value, Math.abs(value) < 1 && value !== 0 ? 1 : 0);
}

/** "di sini 36, di Kelurahan Sewu 11" */
export function eveningWords(
  names: Names,
  { here, elsewhere, venue }: { here: number; elsewhere: number | null; venue: string | null },
): string {
  const stays = m.explain_evening_here({ count: number(here) });
  if (elsewhere === null || venue === null) return stays;
  const count = number(Math.max(0, elsewhere));
  return `${stays}, ${m.explain_evening_elsewhere({ count, venue: names.nameOf('venue', venue) })}`;
}

/** Why a pool is left out, in a sentence. */
export function reasonWords(
  names: Names,
  { code, params, window }: Pick<Unserved, 'code' | 'params' | 'window'>,
): string {
  const text = (key: string) => String(params[key] ?? '');
  const count = (key: string) => fine(Number(params[key] ?? 0));
  const venue = names.nameOf('venue', text('venue'));
  const date = text('date') === '' ? '' : shortDate(text('date'));
  const lenders = [...new Set(window?.displaced.map(({ before }) => names.nameOf('venue', before.venue)))].join(', ');
  const sentences: Record<Unserved['code'], () => string> = {
    nobody_left: () => m.explain_why_nobody_left(),
    no_venue: () => m.explain_why_no_venue(),
    no_kit_place: () => m.explain_why_no_kit_place({ venue }),
    never_open: () => m.explain_why_never_open(),
    open_too_short: () => m.explain_why_open_too_short({ longest: count('longest'), least: count('minDays') }),
    no_kits: () => m.explain_why_no_kits(),
    reserve_too_large: () => m.explain_why_reserve_too_large({ reserve: count('reserve') }),
    no_capacity: () => m.explain_why_no_capacity(),
    nobody_comes: () => m.explain_why_nobody_comes(),
    too_few_people: () => m.explain_why_too_few({ brings: count('brings'), costs: count('costs'), venue, date }),
    room_left: () => m.explain_why_room_left({ venue, date, gain: count('gain') }),
    room_if_others_give_way: () =>
      m.explain_why_others_give_way({ venue, date, from: lenders, gain: count('gain'), loses: count('loses') }),
    pool_rests: () => m.explain_why_pool_rests({ days: count('gapDays') }),
    week_full: () => m.explain_why_week_full({ most: count('most') }),
    reserve_kept: () => m.explain_why_reserve_kept({ reserve: count('reserve') }),
    pinned_in_way: () => m.explain_why_pinned(),
    kits_bring_more: () =>
      m.explain_why_kits_bring_more({ worth: count('worth'), price: count('price'), venue, date, kits: count('kits') }),
  };
  return sentences[code]();
}

/** A change that would serve a pool, without what it does to the plan. */
export function changeWords(names: Names, change: ServingChange): string {
  if (change.kind === 'plan-on') return m.explain_change_plan_on();
  if (change.kind === 'displace') {
    const { stint } = change.window;
    return m.explain_change_place({ venue: names.nameOf('venue', stint.venue), span: placeWords(names, stint) });
  }
  if (change.kind === 'one-more-kit') return m.explain_change_kit({ span: dateSpan(change.start, change.days) });
  if (change.kind === 'longer-week') return m.explain_change_week({ days: change.maxDaysPerWeek });
  if (change.kind === 'smaller-reserve') return m.explain_change_reserve({ kits: change.reserveKits });
  if (change.kind === 'shorter-rest') return m.explain_change_rest({ days: change.revisitGapDays });
  const span =
    'stint' in change ? dateSpan(change.stint.start, change.stint.days) : dateSpan(change.start, change.days);
  const venue = names.nameOf('venue', 'stint' in change ? change.stint.venue : change.venue);
  if (change.kind === 'unpin') return m.explain_change_unpin({ venue, span });
  return m.explain_change_open({ venue, span, slot: names.nameOf('slot', change.slot) });
}

/** "rencana bertambah 12", "rencana berkurang 3" */
export function netWords(net: number): string {
  if (Math.abs(net) < 0.5) return m.explain_net_same();
  const count = number(Math.abs(net));
  return net > 0 ? m.explain_net_gain({ count }) : m.explain_net_loss({ count });
}

export function displacedWords(names: Names, { before, after, what }: Displaced): string {
  const venue = names.nameOf('venue', before.venue);
  const span = dateSpan(before.start, before.days);
  if (!after) return m.explain_displaced_removed({ venue, span });
  const changed = dateSpan(after.start, after.days);
  if (what === 'moved') {
    const other = after.venue === before.venue ? '' : `${names.nameOf('venue', after.venue)}, `;
    return m.explain_displaced_moved({ venue, span, after: `${other}${placeWords(names, after)}` });
  }
  if (what === 'shorter') return m.explain_displaced_shorter({ venue, span, after: changed });
  if (what === 'fewer-kits') return m.explain_displaced_fewer({ venue, span, kits: after.kits.length });
  const kits = after.kits.map((kit) => names.nameOf('kit', kit)).join(', ');
  return m.explain_displaced_other_kits({ venue, span, kits });
}
