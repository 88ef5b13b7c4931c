import type { SaveDraft } from '@jemput/shared/planning/draft';
import { indexProblem, type Problem } from '@jemput/shared/planning/problem';
import { attempt, type Refusal } from '#lib/forms/refusal.ts';
import type { Board, BoardStint } from './board-stint.ts';
import { freeKits } from './free-kits.ts';
import { type Judgement, judgeDraft } from './judge-draft.ts';

type Stints = readonly BoardStint[];
export type Save = (draft: SaveDraft) => Promise<{ revision: number }>;

/** What a planner lays out by hand: edits that can be undone, and at once what each does to rules and people. */
export class PlanDraft {
  stints = $state.raw<Stints>([]);
  revision = $state(0);
  saving = $state(false);
  /** Why the office did not take the last save; nothing was written then. */
  refusal = $state.raw<Refusal>();
  readonly problem: Problem;
  readonly planId: string;
  #saved = $state.raw<Stints>([]);
  #past = $state.raw<Stints[]>([]);
  #future = $state.raw<Stints[]>([]);
  #gesture: symbol | undefined;
  #made = 0;
  readonly #read: Stints;
  readonly #save: Save;

  readonly judgement: Judgement = $derived.by(() => judgeDraft(this.problem, this.stints));
  readonly #judgedSaved: Judgement = $derived.by(() => judgeDraft(this.problem, this.#saved));
  /** Recordings expected more than of what is saved. */
  readonly gained = $derived(this.judgement.worth.recordings - this.#judgedSaved.worth.recordings);
  readonly dirty = $derived(this.stints !== this.#saved);
  /** False where a stint that was pinned when the board was read is gone, changed or free to move. */
  readonly keepsPins = $derived.by(() =>
    this.#read.every((was) => !was.pinned || this.stints.some((stint) => stint.id === was.id && sameStint(stint, was))),
  );
  readonly canUndo = $derived(this.#past.length > 0);
  readonly canRedo = $derived(this.#future.length > 0);

  /** `earlier` are the steps that can be undone from the start: what stood before the office had another plan. */
  constructor(board: Pick<Board, 'problem' | 'stints' | 'plan'>, save: Save, earlier: readonly Stints[] = []) {
    this.problem = indexProblem(board.problem);
    this.planId = board.plan?.id ?? '';
    this.revision = board.plan?.revision ?? 0;
    this.stints = board.stints;
    this.#saved = board.stints;
    this.#read = board.stints;
    this.#save = save;
    this.#past = [...earlier];
  }

  /** Every layout that `undo` leads back to, and the present one last: `earlier` of a draft read anew. */
  get steps(): readonly Stints[] {
    return [...this.#past, this.stints];
  }

  find(id: string | undefined): BoardStint | undefined {
    return this.stints.find((stint) => stint.id === id);
  }

  /** One step to undo; steps of one gesture (a drag, say) are one. */
  #change(next: Stints, gesture?: symbol): void {
    if (!gesture || gesture !== this.#gesture) this.#past = [...this.#past, this.stints];
    this.#gesture = gesture;
    this.#future = [];
    this.refusal = undefined;
    this.stints = next;
  }

  /** Puts `changed` in the place of the stint of its id. */
  edit(changed: BoardStint, gesture?: symbol): void {
    const before = this.find(changed.id);
    if (!before || sameStint(before, changed)) return;
    this.#change(
      this.stints.map((stint) => (stint === before ? changed : stint)),
      gesture,
    );
  }

  add(stint: Omit<BoardStint, 'id'>): string {
    return this.arrange(this.stints, stint);
  }

  /** Other stints in place of all, and one more, as one step to undo. */
  arrange(stints: Stints, more: Omit<BoardStint, 'id'>): string {
    this.#made += 1;
    const id = `baru-${this.revision}-${this.#made}`;
    this.#change([...stints, { ...more, id }]);
    return id;
  }

  remove(id: string): void {
    if (this.find(id)) this.#change(this.stints.filter((stint) => stint.id !== id));
  }

  togglePin(id: string): void {
    const stint = this.find(id);
    if (stint) this.edit({ ...stint, pinned: !stint.pinned });
  }

  /** The fastest kit that is free on all its dates, where there is one. */
  addKit(id: string): void {
    const stint = this.find(id);
    const kit = stint && freeKits(this.problem, this.stints, stint)[0];
    if (stint && kit) this.edit({ ...stint, kits: [...stint.kits, kit].sort() });
  }

  removeKit(id: string): void {
    const stint = this.find(id);
    if (stint && stint.kits.length > 1) this.edit({ ...stint, kits: stint.kits.slice(0, -1) });
  }

  undo(): void {
    const before = this.#past.at(-1);
    if (!before) return;
    this.#past = this.#past.slice(0, -1);
    this.#future = [this.stints, ...this.#future];
    this.#step(before);
  }

  redo(): void {
    const [next, ...later] = this.#future;
    if (!next) return;
    this.#past = [...this.#past, this.stints];
    this.#future = later;
    this.#step(next);
  }

  #step(to: Stints): void {
    this.#gesture = undefined;
    this.refusal = undefined;
    this.stints = to;
  }

  /** Ends a gesture as if it had never begun. */
  abandon(gesture: symbol): void {
    const before = this.#past.at(-1);
    if (this.#gesture !== gesture || !before) return;
    this.#past = this.#past.slice(0, -1);
    this.#step(before);
  }

  /** True where the office has it; else `refusal` or the notices say why not. */
  async save(): Promise<boolean> {
    if (!this.dirty) return true;
    if (this.saving || this.judgement.notices.length > 0) return false;
    const sent = this.stints;
    this.saving = true;
    const stints = sent.map((stint) => ({ ...stint, kits: [...stint.kits] }));
    const outcome = await attempt(() => this.#save({ planId: this.planId, revision: this.revision, stints }));
    this.saving = false;
    if ('refusal' in outcome) {
      this.refusal = outcome.refusal;
      return false;
    }
    this.revision = outcome.value.revision;
    this.#saved = sent;
    return true;
  }
}

function sameStint(a: BoardStint, b: BoardStint): boolean {
  const same = a.venue === b.venue && a.slot === b.slot && a.start === b.start && a.days === b.days;
  return same && a.pinned === b.pinned && a.kits.join() === b.kits.join();
}
