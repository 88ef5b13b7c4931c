import type { Outputs } from '#lib/api.ts';
import type { BoardStint } from './board-stint.ts';

export type Window = Outputs['planning']['fitRequest'][number];

type Place = Window['stint'];

const keyOf = ({ venue, slot, start, days, kits }: Place) =>
  `${venue} ${slot} ${start} ${days} ${kits.toSorted().join()}`;

/**
 * The draft's stints with what a window displaces changed, and not yet the window itself; undefined where one of those
 * is not in the draft any more.
 */
export function madeRoom(stints: readonly BoardStint[], { displaced }: Window): BoardStint[] | undefined {
  const waiting = new Map(displaced.map(({ before, after }) => [keyOf(before), after]));
  const made = stints.flatMap((stint) => {
    const after = waiting.get(keyOf(stint));
    if (after === undefined) return [stint];
    waiting.delete(keyOf(stint));
    return after ? [{ ...stint, ...after }] : [];
  });
  return waiting.size === 0 ? made : undefined;
}
