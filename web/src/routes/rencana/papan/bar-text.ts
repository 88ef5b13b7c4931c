import { addDays } from '@jemput/shared/calendar/local-date';
import { dateWithYear, number, shortDate } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Bar } from './board-rows.ts';
import { type Board, type BoardStint, lastDateOf } from './board-stint.ts';
import type { BoardView } from './board-view.svelte.ts';
import { noticeText } from './notice-text.ts';

/** "Sen 23 Nov" or "Sen 23 Nov – Rab 25 Nov" */
export function dateSpan(start: string, days: number): string {
  return days === 1 ? shortDate(start) : `${shortDate(start)} – ${shortDate(addDays(start, days - 1))}`;
}

/** "Sen 23 Nov – Jum 31 Des 9999": both dates included, the year said where it is not that of the board's first date. */
export function yearSpan({ problem }: Pick<Board, 'problem'>, from: string, until: string): string {
  const dates = from === until ? [from] : [from, until];
  return dates.map((date) => dateWithYear(date, problem.horizon.start)).join(' – ');
}

export function peopleOf(view: BoardView, stint: BoardStint): number {
  return view.draft.judgement.byStint.get(stint.id)?.served ?? 0;
}

/** The whole bar in a sentence, for those who do not see it. */
export function stintLabel(view: BoardView, stint: BoardStint): string {
  const state = view.published.has(stint.id) ? m.workbench_state_published() : m.workbench_state_draft();
  return [
    view.nameOf('venue', stint.venue),
    dateSpan(stint.start, stint.days),
    view.nameOf('slot', stint.slot),
    m.workbench_kits({ count: stint.kits.length }),
    m.workbench_expected_recorded({ count: number(peopleOf(view, stint)) }),
    state,
    ...(stint.pinned ? [m.workbench_state_pinned()] : []),
    ...view.noticesOf(stint.id).map((notice) => `${m.workbench_rule_broken()}: ${noticeText(view, notice)}`),
  ].join(', ');
}

export function runLabel({ run, what }: Bar): string {
  if (!run) return '';
  const span = dateSpan(run.start, run.days);
  if (what === 'left-out') return m.workbench_left_out({ span, kits: run.kits });
  if (run.served === null) return m.workbench_settled_no_report({ span, kits: run.kits });
  return m.workbench_settled({ span, kits: run.kits, served: number(run.served), expected: number(run.expected) });
}

/** What an edit did, for screen readers. */
export function editSaid(view: BoardView, stint: BoardStint): string {
  const [notice] = view.noticesOf(stint.id);
  const done = m.workbench_said_edit({
    venue: view.nameOf('venue', stint.venue),
    span: dateSpan(stint.start, stint.days),
    kits: stint.kits.length,
    people: number(peopleOf(view, stint)),
  });
  return notice ? `${done} ${m.workbench_rule_broken()}: ${noticeText(view, notice)}` : done;
}

export function endsOn(stint: BoardStint): string {
  return shortDate(lastDateOf(stint));
}
