import type { BoardStint } from './board-stint.ts';

type Layout = readonly BoardStint[];

/** What stood on the board before the office had another plan, kept while the page reads that one. */
export class EarlierLayouts {
  readonly #byPlan = new Map<string, readonly Layout[]>();

  keep(planId: string, steps: readonly Layout[]): void {
    this.#byPlan.set(planId, steps);
  }

  /** Once: a board that is read anew for another reason begins without them. */
  take(planId: string): readonly Layout[] {
    const steps = this.#byPlan.get(planId) ?? [];
    this.#byPlan.delete(planId);
    return steps;
  }
}
