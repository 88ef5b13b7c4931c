import { number } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { dateSpan } from './bar-text.ts';
import type { BoardView } from './board-view.svelte.ts';
import { signed } from './notice-text.ts';
import type { ChangedPool, RepairOption } from './repair-desk.svelte.ts';

type Stint = RepairOption['stints'][number];

function kitNames(view: BoardView, kits: readonly string[]): string {
  return kits.map((kit) => view.nameOf('kit', kit)).join(', ');
}

/** What is done, in a sentence. `broken` is the stint that cannot be held. */
export function optionTitle(view: BoardView, option: RepairOption, broken: Stint): string {
  const own = option.changes.find(({ from }) => from.some((stint) => isSame(stint, broken)));
  const [now] = own?.to ?? [];
  const into = now?.kits.filter((kit) => !broken.kits.includes(kit)) ?? [];
  const kit = kitNames(view, into);
  switch (option.kind) {
    case 'swap':
      return m.repair_swap({ kit });
    case 'borrow':
      return m.repair_borrow({ kit, venue: view.nameOf('venue', lender(option, into)?.venue ?? '') });
    case 'shrink':
      return m.repair_shrink({ kits: now?.kits.length ?? 0 });
    case 'move':
      return now ? m.repair_move({ place: placeAndSpan(view, now, broken) }) : m.repair_cancel();
    case 'merge':
      return m.repair_merge({ venue: view.nameOf('venue', option.mergedInto?.venue ?? '') });
    case 'cancel':
      return now ? m.repair_cancel_part({ span: dateSpan(now.start, now.days) }) : m.repair_cancel();
  }
}

function isSame(a: Stint, b: Stint): boolean {
  return a.venue === b.venue && a.slot === b.slot && a.start === b.start;
}

function lender({ changes }: RepairOption, kits: readonly string[]): Stint | undefined {
  return changes.flatMap(({ from }) => from).find((stint) => kits.some((kit) => stint.kits.includes(kit)));
}

function placeAndSpan(view: BoardView, stint: Stint, broken: Stint): string {
  const span = dateSpan(stint.start, stint.days);
  const slot = stint.slot === broken.slot ? [] : [view.nameOf('slot', stint.slot)];
  const venue = stint.venue === broken.venue ? [] : [view.nameOf('venue', stint.venue)];
  return [...venue, span, ...slot].join(', ');
}

/** What it costs people and the office, shortest first. */
export function optionFacts(option: RepairOption): { text: string; heavy: boolean }[] {
  const { people, recordingsLost, extraKm, mergedInto } = option;
  const lost = Math.round(recordingsLost);
  return [
    { text: lost > 0 ? m.repair_lost({ count: number(lost) }) : m.repair_nothing_lost(), heavy: lost > 0 },
    ...peopleFacts(people),
    ...(mergedInto ? [{ text: m.repair_takes_over({ count: number(mergedInto.takesOver) }), heavy: false }] : []),
    ...(Math.abs(extraKm) >= 0.05 ? [{ text: m.repair_km({ km: signed(extraKm, 1) }), heavy: false }] : []),
  ];
}

export function peopleFacts({
  sessions,
  holding,
  expected,
}: RepairOption['people']): { text: string; heavy: boolean }[] {
  if (sessions === 0) return [{ text: m.repair_nobody_disturbed(), heavy: false }];
  const come = m.repair_sessions_changed({ count: sessions, people: number(expected) });
  return [
    { text: come, heavy: true },
    ...(holding > 0 ? [{ text: m.repair_holders({ count: number(holding) }), heavy: true }] : []),
  ];
}

/** "Pajang: Sen 23 Nov, Alat 1 → Sen 23 Nov, Alat 3" */
export function changeText(
  view: BoardView,
  { from, to }: ChangedPool,
): { venue: string; before: string; after: string } {
  const [first] = [...from, ...to];
  const words = (stints: readonly Stint[]) =>
    stints.length === 0 ? m.repair_none() : stints.map((stint) => stintWords(view, stint, first?.venue)).join('; ');
  return { venue: view.nameOf('venue', first?.venue ?? ''), before: words(from), after: words(to) };
}

function stintWords(view: BoardView, stint: Stint, venueSaid: string | undefined): string {
  const venue = stint.venue === venueSaid ? [] : [view.nameOf('venue', stint.venue)];
  const slot = view.board.problem.slots.length > 1 ? [view.nameOf('slot', stint.slot)] : [];
  return [...venue, dateSpan(stint.start, stint.days), ...slot, kitNames(view, stint.kits)].join(', ');
}
