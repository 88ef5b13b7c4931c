import { contributions } from '@jemput/shared/planning/objective';
import { dateAt, indexProblem, toStint } from '@jemput/shared/planning/problem';
import { placeAndTime } from '@jemput/shared/sessions/timetable-changes';
import type { Outputs } from '#lib/api.ts';

type Board = Outputs['planning']['board'];

/** Kits at one place on one date. */
export interface Standing {
  key: string;
  venue: Board['venues'][number];
  slotId: string;
  kits: number;
  /** Names of the kits; empty where the session has begun. */
  kitIds: string[];
  /** Recorded where it was reported, else expected to be. */
  people: number;
  over: boolean;
}

/** Who stands where, by date: what was held, then what the plan has. */
export function evenings(board: Board): Map<string, Standing[]> {
  const byDate = new Map<string, Standing[]>();
  const venues = new Map(board.venues.map((venue) => [venue.id, venue]));
  const put = (date: string, venueId: string, standing: Omit<Standing, 'venue' | 'key'>) => {
    const venue = venues.get(venueId);
    const key = placeAndTime({ venueId, slotId: standing.slotId, date });
    if (venue) byDate.set(date, [...(byDate.get(date) ?? []), { ...standing, venue, key }]);
  };
  const served = new Map(board.reports.map((report) => [placeAndTime(report), report.served]));
  for (const session of board.published) {
    const { status, date, venueId, slotId, kits, expectedMean, fixed } = session;
    if (status === 'cancelled' || !(fixed || date < board.problem.horizon.start)) continue;
    const came = served.get(placeAndTime(session));
    put(date, venueId, { slotId, kits, kitIds: [], people: came ?? expectedMean, over: came !== undefined });
  }
  const problem = indexProblem(board.problem);
  const { venue, slot, kit } = problem.index;
  const known = board.stints.filter(
    (stint) => venue.has(stint.venue) && slot.has(stint.slot) && stint.kits.every((id) => kit.has(id)),
  );
  const plan = { stints: known.map((stint) => toStint(problem, stint)) };
  for (const { stint: at, date, served: people } of contributions(problem, plan).sessions) {
    const stint = known[at];
    if (!stint) continue;
    const { slot: slotId, kits } = stint;
    put(dateAt(problem, date), stint.venue, { slotId, kits: kits.length, kitIds: kits, people, over: false });
  }
  return byDate;
}
