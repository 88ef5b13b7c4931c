import type { Outputs } from '#lib/api.ts';
import { number, share } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';

type Comparison = Outputs['planning']['compareScenarios'];
export type Scenario = Comparison['scenarios'][number];
type Present = Comparison['present'];
type Figures = Present['figures'];

/** One line of the comparison. `better` tells which way is good, for those that have a good way. */
export interface FigureRow {
  name: string;
  hint?: string;
  text: (column: Column) => string;
  /** Compared with the present plan's where it is given. */
  value?: (column: Column) => number;
  digits?: number;
  better?: 'more' | 'less';
}

export interface Column {
  figures: Figures;
  bound: number | null;
  gapShare: number | null;
}

const rowsOf: (() => FigureRow)[] = [
  () => ({
    name: m.whatif_recordings(),
    value: ({ figures }) => figures.recordings,
    text: ({ figures }) => number(figures.recordings),
    better: 'more',
  }),
  () => ({
    name: m.whatif_objective(),
    hint: m.whatif_objective_hint(),
    value: ({ figures }) => figures.objective,
    text: ({ figures }) => number(figures.objective),
    better: 'more',
  }),
  () => ({
    name: m.whatif_bound(),
    hint: m.whatif_bound_hint(),
    text: ({ bound, gapShare }) => (bound === null ? '–' : `${number(bound)} (${share(gapShare ?? 0)})`),
  }),
  () => ({
    name: m.whatif_pools_served(),
    value: ({ figures }) => figures.poolsServed,
    text: ({ figures }) => m.whatif_of({ some: number(figures.poolsServed), all: number(figures.pools) }),
    better: 'more',
  }),
  () => ({
    name: m.whatif_sessions_a_pool(),
    hint: m.whatif_sessions_hint(),
    text: ({ figures }) =>
      `${number(figures.leastSessions)} / ${number(figures.medianSessions, figures.medianSessions % 1 ? 1 : 0)}`,
  }),
  () => ({
    name: m.whatif_gini(),
    hint: m.whatif_gini_hint(),
    value: ({ figures }) => figures.shareGini,
    text: ({ figures }) => number(figures.shareGini, 2),
    digits: 2,
    better: 'less',
  }),
  () => ({
    name: m.whatif_setups(),
    value: ({ figures }) => figures.setups,
    text: ({ figures }) => number(figures.setups),
    better: 'less',
  }),
  () => ({
    name: m.whatif_km(),
    value: ({ figures }) => figures.km,
    text: ({ figures }) => number(figures.km),
    better: 'less',
  }),
  () => ({
    name: m.whatif_overtime(),
    hint: m.whatif_overtime_hint(),
    text: ({ figures }) => m.whatif_of({ some: number(figures.kitWeeksAtLimit), all: number(figures.kitWeeks) }),
  }),
  () => ({
    name: m.whatif_disturbed(),
    value: ({ figures }) => figures.people.sessions,
    text: ({ figures }) => number(figures.people.sessions),
    better: 'less',
  }),
  () => ({
    name: m.whatif_people(),
    hint: m.whatif_people_hint(),
    text: ({ figures }) => `${number(figures.people.holding)} / ${number(figures.people.expected)}`,
  }),
];

/** In the reader's language, so made when they are shown. */
export function figureRows(): FigureRow[] {
  return rowsOf.map((row) => row());
}
