import { daysBetween } from '@jemput/shared/calendar/local-date';
import type { Board, BoardStint } from './board-stint.ts';
import type { Run } from './published-sessions.ts';

/** A bar on a row: a stint of the draft, what is over, or what the draft leaves out. */
export interface Bar {
  key: string;
  what: 'stint' | 'settled' | 'left-out';
  /** Set where it is a stint. */
  stint?: BoardStint;
  run?: Run;
  venue: string;
  column: number;
  days: number;
  lane: number;
}

export interface Row {
  id: string;
  name: string;
  kind: string;
  bars: Bar[];
  lanes: number;
}

export interface RowGroup {
  name: string;
  rows: Row[];
}

export type RowMode = 'venues' | 'kits';

interface Shown {
  stints: readonly BoardStint[];
  settled: readonly Run[];
  leftOut: readonly Run[];
}

type BareBar = Omit<Bar, 'lane'>;

function barsOf(board: Board, { stints, settled, leftOut }: Shown): BareBar[] {
  const column = (date: string) => daysBetween(board.from, date);
  const ofRun = (what: 'settled' | 'left-out') => (run: Run) => {
    return { key: `${what} ${run.id}`, what, run, venue: run.venue, column: column(run.start), days: run.days };
  };
  return [
    ...settled.map(ofRun('settled')),
    ...leftOut.map(ofRun('left-out')),
    ...stints.map((stint) => {
      const { id, venue, start, days } = stint;
      return { key: id, what: 'stint' as const, stint, venue, column: column(start), days };
    }),
  ];
}

/** Bars that share a date are put under each other; what the draft leaves out lies behind. */
function inLanes(bars: BareBar[]): { bars: Bar[]; lanes: number } {
  const ends: number[] = [];
  const placed = bars
    .toSorted((a, b) => a.column - b.column || b.days - a.days)
    .map((bar) => {
      if (bar.what === 'left-out') return { ...bar, lane: 0 };
      const free = ends.findIndex((end) => end <= bar.column);
      const lane = free < 0 ? ends.length : free;
      ends[lane] = bar.column + bar.days;
      return { ...bar, lane };
    });
  return { bars: placed, lanes: Math.max(1, ends.length) };
}

/** 33.72.01 of 33.72.01.1001 */
function districtOf(areaCode: string): string {
  return areaCode.split('.').slice(0, 3).join('.');
}

/** Most rows are kelurahan; what they all begin with only hides their names. */
export function rowName(venue: string): string {
  return venue.replace(/^(Kelurahan|Kel\.) /, '');
}

function byDistrict(board: Board, shown: Shown, query: string): RowGroup[] {
  const bars = Map.groupBy(barsOf(board, shown), ({ venue }) => venue);
  const planned = new Set(board.problem.venues.map(({ id }) => id));
  const wanted = board.venues.filter(
    ({ id, name, district }) =>
      (planned.has(id) || bars.has(id)) && `${name} ${district}`.toLowerCase().includes(query),
  );
  const inOrder = wanted.toSorted((a, b) => districtOf(a.areaCode).localeCompare(districtOf(b.areaCode)));
  return [...Map.groupBy(inOrder, ({ district }) => district)].map(([name, venues]) => ({
    name,
    rows: venues.map(({ id, name: of, kind }) => ({ id, name: rowName(of), kind, ...inLanes(bars.get(id) ?? []) })),
  }));
}

function byKit(board: Board, { stints }: Shown, query: string): RowGroup[] {
  const bars = barsOf(board, { stints, settled: [], leftOut: [] });
  const kits = board.kits.filter(({ id, name }) => `${id} ${name}`.toLowerCase().includes(query));
  const rows = kits.map(({ id, name }) => {
    const own = bars
      .filter(({ stint }) => stint?.kits.includes(id))
      .map((bar) => ({ ...bar, key: `${bar.key} ${id}` }));
    return { id, name, kind: 'kit', ...inLanes(own) };
  });
  return [{ name: '', rows }];
}

export function rowsOf(board: Board, shown: Shown, { mode, query }: { mode: RowMode; query: string }): RowGroup[] {
  const sought = query.trim().toLowerCase();
  return mode === 'venues' ? byDistrict(board, shown, sought) : byKit(board, shown, sought);
}
