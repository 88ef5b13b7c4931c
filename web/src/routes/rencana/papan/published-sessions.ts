import { addDays } from '@jemput/shared/calendar/local-date';
import { type PromisedSession, placeAndTime, timetableChanges } from '@jemput/shared/sessions/timetable-changes';
import { type Board, type BoardStint, datesOf } from './board-stint.ts';

type Published = Board['published'][number];

export interface Run {
  id: string;
  venue: string;
  slot: string;
  start: string;
  days: number;
  kits: number;
  expected: number;
  /** People recorded; null where nothing was reported. */
  served: number | null;
}

/** Sessions that the draft cannot change any more, and what came of them, as runs of days. */
export function settledRuns(board: Board): Run[] {
  const first = board.problem.horizon.start;
  const reports = new Map(board.reports.map((report) => [placeAndTime(report), report.served]));
  const sessions = board.published.filter(
    ({ status, date, fixed }) => status !== 'cancelled' && (fixed || date < first),
  );
  return runsOf(sessions, (session) => reports.get(placeAndTime(session)) ?? null);
}

/** Promised sessions that the draft no longer has: publishing moves or cancels them. */
export function leftOut(board: Board, stints: readonly BoardStint[]): Run[] {
  const kept = new Set(stints.flatMap(cellsOf));
  return runsOf(
    movable(board).filter((session) => !kept.has(placeAndTime(session))),
    () => null,
  );
}

function movable({ published, problem }: Board): Published[] {
  return published.filter(
    ({ status, date, fixed }) => !fixed && date >= problem.horizon.start && status !== 'cancelled',
  );
}

/** The session promised at a stint's place and time on one of its dates, as long as it has not begun. */
export function comingSession({ published }: Board, { venue, slot }: BoardStint, date: string): Published | undefined {
  return published.find(
    (session) =>
      session.venueId === venue &&
      session.slotId === slot &&
      session.date === date &&
      !session.fixed &&
      session.status !== 'cancelled',
  );
}

/** People expected at a stint that is promised just so, all dates together: what residents are told of each. */
export function expectedAsPromised({ published }: Board, stint: BoardStint): number {
  const cells = new Set(cellsOf(stint));
  return published
    .filter((session) => session.status !== 'cancelled' && cells.has(placeAndTime(session)))
    .reduce((sum, { expectedMean }) => sum + expectedMean, 0);
}

function cellsOf(stint: BoardStint): string[] {
  return datesOf(stint).map((date) => placeAndTime({ venueId: stint.venue, slotId: stint.slot, date }));
}

function runsOf(sessions: readonly Published[], servedAt: (session: Published) => number | null): Run[] {
  const runs: Run[] = [];
  const inOrder = sessions.toSorted(
    (a, b) => a.venueId.localeCompare(b.venueId) || a.slotId.localeCompare(b.slotId) || (a.date < b.date ? -1 : 1),
  );
  for (const session of inOrder) {
    const { venueId: venue, slotId: slot, date, kits, expectedMean } = session;
    const served = servedAt(session);
    const last = runs.at(-1);
    const goesOn = last?.venue === venue && last.slot === slot && addDays(last.start, last.days) === date;
    if (last && goesOn && last.kits === kits && (last.served === null) === (served === null)) {
      last.days += 1;
      last.expected += expectedMean;
      if (served !== null) last.served = (last.served ?? 0) + served;
    } else
      runs.push({ id: session.sessionId, venue, slot, start: date, days: 1, kits, expected: expectedMean, served });
  }
  return runs;
}

/** Ids of stints whose every session is promised just so. */
export function asPublished(board: Board, stints: readonly BoardStint[]): Set<string> {
  const promised = new Map(promisedOf(board).map((session) => [placeAndTime(session), session.kitIds.join()]));
  const same = stints.filter((stint) =>
    cellsOf(stint).every((cell) => promised.get(cell) === stint.kits.toSorted().join()),
  );
  return new Set(same.map(({ id }) => id));
}

function promisedOf({ problem }: Board): PromisedSession[] {
  return problem.published.flatMap((stint) => sessionsOf({ ...stint, id: '', pinned: false }, problem));
}

function sessionsOf(stint: BoardStint, problem: Board['problem']): PromisedSession[] {
  const venue = problem.venues.find(({ id }) => id === stint.venue);
  const kitIds = stint.kits.toSorted();
  return datesOf(stint).map((date) => {
    const { venue: venueId, slot: slotId } = stint;
    return { id: '', venueId, poolId: venue?.pool ?? '', ...(venue && { at: venue }), date, slotId, kitIds };
  });
}

/** Sessions that publishing would add, move, cancel or give other kits. */
export function countChanges(board: Board, stints: readonly BoardStint[]): number {
  const wanted = stints.flatMap((stint) => sessionsOf(stint, board.problem));
  const { added, moved, cancelled, changedKits } = timetableChanges(promisedOf(board), wanted);
  return added.length + moved.length + cancelled.length + changedKits.length;
}
