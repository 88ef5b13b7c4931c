import { addDays, dateRange, daysBetween } from '@jemput/shared/calendar/local-date';
import { type RowGroup, type RowMode, rowsOf } from './board-rows.ts';
import type { Board, BoardStint } from './board-stint.ts';
import { usualStint } from './free-kits.ts';
import type { DraftNotice } from './judge-draft.ts';
import { PlanDraft, type Save } from './plan-draft.svelte.ts';
import { asPublished, countChanges, leftOut, settledRuns } from './published-sessions.ts';

interface Names {
  venue: string;
  kit: string;
  slot: string;
}

interface Options {
  mayWrite: boolean;
  slots: { id: string; name: string }[];
  save: Save;
  /** Layouts of this plan from before it was read anew; they can be undone to. */
  earlier?: readonly (readonly BoardStint[])[];
}

/** The board as one planner looks at it: which rows, which bar, and the draft behind it. */
export class BoardView {
  mode = $state<RowMode>('venues');
  query = $state('');
  selectedId = $state<string>();
  /** Spoken by screen readers after an edit. */
  said = $state('');
  readonly board: Board;
  readonly draft: PlanDraft;
  readonly editable: boolean;
  readonly dates: string[];
  /** Columns before the first date that can be planned. */
  readonly before: number;
  readonly #settled;
  readonly #names: Record<keyof Names, Map<string, string>>;

  readonly groups: RowGroup[] = $derived.by(() =>
    rowsOf(
      this.board,
      { stints: this.draft.stints, settled: this.#settled, leftOut: leftOut(this.board, this.draft.stints) },
      { mode: this.mode, query: this.query },
    ),
  );
  readonly published = $derived.by(() => asPublished(this.board, this.draft.stints));
  readonly changes = $derived.by(() => countChanges(this.board, this.draft.stints));
  readonly selected = $derived.by(() => this.draft.find(this.selectedId));
  readonly #noticesById = $derived.by(() => {
    const byId = new Map<string, DraftNotice[]>();
    for (const notice of this.draft.judgement.notices)
      for (const id of notice.stintIds) byId.set(id, [...(byId.get(id) ?? []), notice]);
    return byId;
  });

  constructor(board: Board, options: Options) {
    this.board = board;
    this.draft = new PlanDraft(board, options.save, options.earlier);
    this.editable = options.mayWrite && board.plan?.status === 'draft';
    this.dates = dateRange(board.from, board.to);
    this.before = daysBetween(board.from, board.problem.horizon.start);
    this.#settled = settledRuns(board);
    const named = (list: { id: string; name: string }[]) => new Map(list.map(({ id, name }) => [id, name]));
    this.#names = { venue: named(board.venues), kit: named(board.kits), slot: named(options.slots) };
  }

  nameOf(what: keyof Names, id: string): string {
    return this.#names[what].get(id) ?? id;
  }

  kindOf(venue: string): string {
    return this.board.venues.find(({ id }) => id === venue)?.kind ?? 'other';
  }

  noticesOf(id: string): DraftNotice[] {
    return this.#noticesById.get(id) ?? [];
  }

  select(id: string | undefined): void {
    this.selectedId = id;
  }

  dateAt(column: number): string {
    return addDays(this.board.from, column);
  }

  /** A usual stint on an empty cell; in rows of kits the venue is asked for elsewhere. */
  addAt(row: string, column: number): string | undefined {
    if (!this.editable || this.mode === 'kits' || column < this.before || column >= this.dates.length) return undefined;
    const stint = usualStint(this.draft.problem, this.draft.stints, { venue: row, start: this.dateAt(column) });
    if (!stint) return undefined;
    const id = this.draft.add(stint);
    this.select(id);
    return id;
  }

  /** The venues that a stint could change to: those of its own pool. */
  siblings(stint: BoardStint): string[] {
    const own = this.board.problem.venues.find(({ id }) => id === stint.venue)?.pool;
    return this.board.problem.venues.filter(({ pool }) => pool === own).map(({ id }) => id);
  }

  /** The stint at another venue of its pool, in a slot that opens there; itself where it cannot go there. */
  atVenue(stint: BoardStint, venue: string): BoardStint {
    if (venue === stint.venue || !this.siblings(stint).includes(venue)) return stint;
    const open = this.board.problem.venues.find(({ id }) => id === venue)?.open ?? {};
    const slot = open[stint.slot] ? stint.slot : Object.keys(open)[0];
    return slot === undefined ? stint : { ...stint, venue, slot };
  }
}
