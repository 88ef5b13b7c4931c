import { api, type Outputs } from '#lib/api.ts';
import { attempt, type Refusal } from '#lib/forms/refusal.ts';
import type { BoardStint } from './board-stint.ts';
import type { BoardView } from './board-view.svelte.ts';

export type RepairChoice = Outputs['planning']['repairOptions'];
export type RepairOption = RepairChoice['options'][number];
export type Replanned = Outputs['planning']['replan'];
export type ChangedPool = RepairOption['changes'][number];

/** What has happened: a kit or a venue is out, or something that the office's tables already know. */
export type Trouble =
  | { kind: 'kit-fails'; kit: string; from: string; until: string }
  | { kind: 'venue-closes'; venue: string; from: string; until: string }
  | { kind: 'known' };

/** The first date that can be changed and on which anything stands, or that kit. */
export function nextEvening({ board, draft }: BoardView, kit?: string): string {
  const first = board.problem.horizon.start;
  const own = draft.stints.filter(({ kits }) => kit === undefined || kits.includes(kit));
  return own.map(({ start }) => (start > first ? start : first)).toSorted()[0] ?? first;
}

/** One trouble on its way from what happened to what is done about it. Nothing is stored before `apply`. */
export class RepairDesk {
  readonly view: BoardView;
  trouble = $state.raw<Trouble>();
  choice = $state.raw<RepairChoice>();
  replanned = $state.raw<Replanned>();
  asking = $state<'options' | 'replan' | 'apply'>();
  refusal = $state.raw<Refusal>();
  /** True where the last question was to store something. */
  storing = $state(false);
  /** True once the office has the trouble and the plan. */
  applied = $state(false);

  constructor(view: BoardView) {
    this.view = view;
  }

  /** Asks what can be done; a second question overtakes the first. */
  async ask(trouble: Trouble): Promise<void> {
    this.trouble = trouble;
    this.choice = undefined;
    this.replanned = undefined;
    if (trouble.kind === 'known') return this.replan();
    this.asking = 'options';
    this.storing = false;
    this.refusal = undefined;
    const outcome = await attempt(() => api.planning.repairOptions.mutate(this.#request(trouble)));
    if (this.trouble !== trouble) return;
    this.asking = undefined;
    if ('refusal' in outcome) this.refusal = outcome.refusal;
    else this.choice = outcome.value;
  }

  /** Asks for the whole plan anew, as far as changes pay. */
  async replan(): Promise<void> {
    const { trouble } = this;
    if (!trouble) return;
    this.asking = 'replan';
    this.storing = false;
    this.refusal = undefined;
    const outcome = await attempt(() => api.planning.replan.mutate(this.#request(trouble)));
    if (this.trouble !== trouble) return;
    this.asking = undefined;
    if ('refusal' in outcome) this.refusal = outcome.refusal;
    else this.replanned = outcome.value;
  }

  /** Stores the plan with what has happened, both or neither. */
  async apply(stints: RepairOption['stints'], reason: string): Promise<void> {
    const { trouble, view } = this;
    if (!trouble) return;
    this.asking = 'apply';
    this.storing = true;
    this.refusal = undefined;
    const { planId, revision } = view.draft;
    const disruption = trouble.kind === 'known' ? null : trouble;
    const repair = { planId, revision, stints: asDraft(view.draft.stints, stints), disruption, reason };
    const outcome = await attempt(() => api.planning.applyRepair.mutate(repair));
    this.asking = undefined;
    if ('refusal' in outcome) this.refusal = outcome.refusal;
    else this.applied = true;
  }

  #request(trouble: Trouble) {
    const { planId, revision, stints } = this.view.draft;
    const bare = stints.map((stint) => ({ ...stint, kits: [...stint.kits] }));
    return { planId, revision, stints: bare, disruption: trouble.kind === 'known' ? null : trouble };
  }
}

type Planned = RepairOption['stints'][number];

/** The new plan's stints; those that stood before keep their id and whether they are pinned. */
export function asDraft(before: readonly BoardStint[], stints: readonly Planned[]) {
  const key = ({ venue, slot, start, days, kits }: Planned) =>
    `${venue} ${slot} ${start} ${days} ${[...kits].sort().join()}`;
  const stood = new Map(before.map((stint) => [key(stint), stint]));
  return stints.map((stint) => {
    const known = stood.get(key(stint));
    return known ? { ...known, kits: [...known.kits] } : { ...stint, kits: [...stint.kits], pinned: false };
  });
}
