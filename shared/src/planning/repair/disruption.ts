import * as z from 'zod/mini';
import { dateRange, isLocalDate } from '../../calendar/local-date.ts';
import { kitSchema, type ProblemFile, poolSchema, type StintFile, venueSchema } from '../problem-file.ts';

const id = z.string().check(z.minLength(1), z.maxLength(200));
const localDate = z.string().check(z.refine(isLocalDate, 'a date that exists, YYYY-MM-DD'));

/** A span of dates, both included, in which a kit or a venue cannot be used. */
export const kitFailureSchema = z.object({ kind: z.literal('kit-fails'), kit: id, from: localDate, until: localDate });
export const venueClosureSchema = z.object({
  kind: z.literal('venue-closes'),
  venue: id,
  from: localDate,
  until: localDate,
});

/** What comes between a plan and its evenings. */
export const disruptionSchema = z.discriminatedUnion('kind', [
  kitFailureSchema,
  venueClosureSchema,
  z.object({ kind: z.literal('kit-arrives'), kit: kitSchema }),
  z.object({ kind: z.literal('request'), pool: poolSchema, venue: venueSchema }),
]);
export type Disruption = z.infer<typeof disruptionSchema>;

export interface DisruptedProblem {
  file: ProblemFile;
  /** Pinned stints that it makes impossible; they are pinned no longer. */
  released: StintFile[];
}

/**
 * The problem as it is once the disruption has happened.
 *
 * @throws RangeError where it names a kit or venue that the problem does not know
 */
export function disrupted(file: ProblemFile, disruption: Disruption): DisruptedProblem {
  switch (disruption.kind) {
    case 'kit-fails':
      return withoutKit(file, disruption);
    case 'venue-closes':
      return withoutVenue(file, disruption);
    case 'kit-arrives':
      return { file: { ...file, kits: [...file.kits, disruption.kit] }, released: [] };
    case 'request':
      return {
        file: { ...file, pools: [...file.pools, disruption.pool], venues: [...file.venues, disruption.venue] },
        released: [],
      };
  }
}

type Span = { from: string; until: string };

function datesWithin({ horizon }: ProblemFile, { from, until }: Span): string[] {
  const start = from > horizon.start ? from : horizon.start;
  const end = until < horizon.end ? until : horizon.end;
  return start <= end ? dateRange(start, end) : [];
}

function withoutKit(file: ProblemFile, failure: Extract<Disruption, { kind: 'kit-fails' }>): DisruptedProblem {
  if (!file.kits.some(({ id }) => id === failure.kit)) throw new RangeError(`there is no kit ${failure.kit}`);
  const dates = datesWithin(file, failure);
  const kits = file.kits.map((kit) => {
    if (kit.id !== failure.kit) return kit;
    return { ...kit, unavailable: [...new Set([...kit.unavailable, ...dates])].sort() };
  });
  return release({ ...file, kits }, (stint) => stint.kits.includes(failure.kit), dates);
}

function withoutVenue(file: ProblemFile, closure: Extract<Disruption, { kind: 'venue-closes' }>): DisruptedProblem {
  if (!file.venues.some(({ id }) => id === closure.venue)) throw new RangeError(`there is no venue ${closure.venue}`);
  const dates = datesWithin(file, closure);
  const venues = file.venues.map((venue) => (venue.id === closure.venue ? closed(venue, dates) : venue));
  return release({ ...file, venues }, (stint) => stint.venue === closure.venue, dates);
}

function closed(venue: ProblemFile['venues'][number], dates: readonly string[]): ProblemFile['venues'][number] {
  const open = Object.entries(venue.open).map(([slot, opening]) => {
    const except = [...new Set([...opening.except, ...dates])].sort();
    return [slot, { ...opening, except, also: opening.also.filter((date) => !dates.includes(date)) }];
  });
  return { ...venue, open: Object.fromEntries(open) };
}

function release(file: ProblemFile, concerns: (stint: StintFile) => boolean, dates: string[]): DisruptedProblem {
  const isHit = (stint: StintFile) => concerns(stint) && datesOf(stint, file).some((date) => dates.includes(date));
  return {
    file: { ...file, pinned: file.pinned.filter((stint) => !isHit(stint)) },
    released: file.pinned.filter(isHit),
  };
}

function datesOf({ start, days }: StintFile, { horizon }: ProblemFile): string[] {
  return dateRange(start, horizon.end).slice(0, days);
}
