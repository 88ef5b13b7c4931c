import { type BoardStint, endMoved, moved, startMoved } from './board-stint.ts';
import type { BoardView } from './board-view.svelte.ts';

const EDGE_PX = 10;

type Part = 'start' | 'body' | 'end';

interface Drag {
  stint: BoardStint;
  part: Part;
  row: string;
  fromX: number;
  columnPx: number;
  gesture: symbol;
}

function partAt(bar: HTMLElement, x: number): Part {
  const { left, right } = bar.getBoundingClientRect();
  const edge = Math.min(EDGE_PX, (right - left) / 4);
  if (x > right - edge) return 'end';
  return x < left + edge ? 'start' : 'body';
}

function rowAt(x: number, y: number): string | undefined {
  return document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-row]')?.dataset.row;
}

/** The stint as the pointer would have it now. */
function dragged(view: BoardView, drag: Drag, { clientX, clientY }: PointerEvent): BoardStint {
  const days = Math.round((clientX - drag.fromX) / drag.columnPx);
  if (drag.part === 'end') return endMoved(drag.stint, days);
  if (drag.part === 'start') return startMoved(drag.stint, days);
  const there = moved(drag.stint, days);
  const row = rowAt(clientX, clientY);
  if (row === undefined || row === drag.row) return there;
  if (view.mode === 'venues') return view.atVenue(there, row);
  if (there.kits.includes(row)) return there;
  return { ...there, kits: there.kits.map((kit) => (kit === drag.row ? row : kit)).sort() };
}

function begin(view: BoardView, bar: HTMLElement, event: PointerEvent, columnPx: number): void {
  const id = bar.dataset.stint;
  const wasSelected = view.selectedId === id;
  view.select(id);
  const stint = view.draft.find(id);
  // A finger scrolls the board; it moves only the bar that was tapped before.
  if (!stint || !view.editable || (event.pointerType === 'touch' && !wasSelected)) return;
  const row = bar.closest<HTMLElement>('[data-row]')?.dataset.row ?? '';
  const part = partAt(bar, event.clientX);
  const drag: Drag = { stint, part, row, fromX: event.clientX, columnPx, gesture: Symbol('drag') };
  const over = new AbortController();
  const { signal } = over;
  const move = (to: PointerEvent) => view.draft.edit(dragged(view, drag, to), drag.gesture);
  document.addEventListener('pointermove', move, { signal });
  document.addEventListener('pointerup', () => over.abort(), { signal });
  document.addEventListener('pointercancel', () => over.abort(), { signal });
  document.addEventListener(
    'keydown',
    ({ key }) => {
      if (key !== 'Escape') return;
      view.draft.abandon(drag.gesture);
      over.abort();
    },
    { signal },
  );
}

/** Makes the bars of a board movable and its empty cells a place to add a stint. */
export function dragging(view: BoardView, columnPx: () => number): (board: HTMLElement) => () => void {
  return (board) => {
    const over = new AbortController();
    const { signal } = over;
    let beganOnBar = false;
    board.addEventListener(
      'pointerdown',
      (event) => {
        const bar = (event.target as Element).closest<HTMLElement>('[data-stint]');
        beganOnBar = bar !== null;
        if (bar && event.button === 0) begin(view, bar, event, columnPx());
      },
      { signal },
    );
    board.addEventListener(
      'click',
      (event) => {
        const target = event.target as Element;
        const track = target.closest<HTMLElement>('[data-row]');
        if (!track || beganOnBar || target.closest('[data-stint]')) return;
        const column = Math.floor((event.clientX - track.getBoundingClientRect().left) / columnPx());
        view.select(undefined);
        view.addAt(track.dataset.row ?? '', column);
      },
      { signal },
    );
    return () => over.abort();
  };
}
