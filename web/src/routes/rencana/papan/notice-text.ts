import { number, shortDate } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import type { BoardView } from './board-view.svelte.ts';

interface Told {
  code: string;
  params: Record<string, string | number>;
  text: string;
}

type Names = Pick<BoardView, 'nameOf' | 'board'>;
type Words = (names: Names, text: (key: string) => string, count: (key: string) => number) => string;

const venue = (names: Names, text: (key: string) => string) => names.nameOf('venue', text('venue'));
const day = (text: string) => shortDate(text);

const sentences: Record<string, Words> = {
  kit_not_free: (names, text) => {
    const said = { kit: names.nameOf('kit', text('kit')), venue: venue(names, text), date: day(text('date')) };
    if (text('reason') === 'outside_horizon') return m.workbench_rule_outside(said);
    return text('reason') === 'twice' ? m.workbench_rule_kit_twice(said) : m.workbench_rule_kit_out(said);
  },
  venue_closed: (names, text) =>
    m.workbench_rule_closed({
      venue: venue(names, text),
      slot: names.nameOf('slot', text('slot')),
      date: day(text('date')),
    }),
  stint_size: (names, text, count) => {
    const said = { venue: venue(names, text), value: count('value'), least: count('least'), most: count('most') };
    return text('reason') === 'kits' ? m.workbench_rule_kits(said) : m.workbench_rule_days(said);
  },
  pool_rests: (names, text, count) =>
    m.workbench_rule_rest({
      pool: names.board.pools.find(({ id }) => id === text('pool'))?.name ?? text('pool'),
      date: day(text('date')),
      until: day(text('otherEnd')),
      between: count('between'),
      needed: count('gapDays'),
    }),
  kit_week_full: (names, text, count) =>
    m.workbench_rule_week({
      kit: names.nameOf('kit', text('kit')),
      week: text('week').slice(-2),
      days: count('days'),
      most: count('most'),
    }),
  reserve_used: (_names, text, count) =>
    m.workbench_rule_reserve({ date: day(text('date')), idle: count('idle'), reserve: count('reserve') }),
  pinned_missing: (names, text) => m.workbench_rule_pinned({ venue: venue(names, text), date: day(text('date')) }),
  unknown: (names, text) => m.workbench_rule_unknown({ venue: venue(names, text) }),
};

/** A broken rule in the reader's language; the engine's English sentence where the rule is new. */
export function noticeText(names: Names, { code, params, text }: Told): string {
  const words = sentences[code];
  if (!words) return text;
  return words(
    names,
    (key) => String(params[key] ?? ''),
    (key) => Number(params[key] ?? 0),
  );
}

/** "+12", "−3" */
export function signed(value: number, digits = 0): string {
  const text = number(Math.abs(value), digits);
  if (Number(Math.abs(value).toFixed(digits)) === 0) return text;
  return value > 0 ? `+${text}` : `−${text}`;
}
