import { tick } from 'svelte';
import { editSaid } from './bar-text.ts';
import { type BoardStint, endMoved, moved } from './board-stint.ts';
import type { BoardView } from './board-view.svelte.ts';

type Act = (view: BoardView, stint: BoardStint) => void;

const edits: Record<string, Act> = {
  ArrowLeft: ({ draft }, stint) => draft.edit(moved(stint, -1)),
  ArrowRight: ({ draft }, stint) => draft.edit(moved(stint, 1)),
  'Shift+ArrowLeft': ({ draft }, stint) => draft.edit(endMoved(stint, -1)),
  'Shift+ArrowRight': ({ draft }, stint) => draft.edit(endMoved(stint, 1)),
  'Alt+ArrowUp': (view, stint) => view.draft.edit(atSibling(view, stint, -1)),
  'Alt+ArrowDown': (view, stint) => view.draft.edit(atSibling(view, stint, 1)),
  '+': ({ draft }, { id }) => draft.addKit(id),
  '=': ({ draft }, { id }) => draft.addKit(id),
  '-': ({ draft }, { id }) => draft.removeKit(id),
  p: ({ draft }, { id }) => draft.togglePin(id),
  Delete: ({ draft }, { id }) => draft.remove(id),
  Backspace: ({ draft }, { id }) => draft.remove(id),
};

function atSibling(view: BoardView, stint: BoardStint, step: number): BoardStint {
  const venues = view.siblings(stint);
  const next = venues[(venues.indexOf(stint.venue) + step + venues.length) % venues.length];
  return view.atVenue(stint, next ?? stint.venue);
}

function nameOf({ key, shiftKey, altKey }: KeyboardEvent): string {
  const plain = key.length === 1 ? key.toLowerCase() : key;
  if (key.length === 1) return plain;
  return `${altKey ? 'Alt+' : ''}${shiftKey ? 'Shift+' : ''}${plain}`;
}

export function focusStint(id: string): void {
  document.querySelector<HTMLElement>(`[data-stint="${CSS.escape(id)}"]`)?.focus();
}

/** Up and down go to the nearest bar of the row above or below. */
function stepToRow(from: HTMLElement, step: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')].filter((row) =>
    row.querySelector('[data-stint]'),
  );
  const row = rows[rows.indexOf(from.closest('[data-row]') as HTMLElement) + step];
  const here = from.getBoundingClientRect().left;
  const distance = (bar: Element) => Math.abs(bar.getBoundingClientRect().left - here);
  const bars = [...(row?.querySelectorAll<HTMLElement>('[data-stint]') ?? [])];
  bars.sort((a, b) => distance(a) - distance(b))[0]?.focus();
}

/** Everything that a mouse does to a bar, by keys. */
export async function pressOnBar(event: KeyboardEvent, view: BoardView, stint: BoardStint): Promise<void> {
  if (event.ctrlKey || event.metaKey) return;
  const name = nameOf(event);
  if (name === 'ArrowUp' || name === 'ArrowDown') {
    event.preventDefault();
    stepToRow(event.currentTarget as HTMLElement, name === 'ArrowUp' ? -1 : 1);
    return;
  }
  const act = edits[name];
  if (!act || !view.editable) return;
  event.preventDefault();
  act(view, stint);
  await tick();
  const now = view.draft.find(stint.id);
  if (!now) return;
  focusStint(stint.id);
  view.said = editSaid(view, now);
}
