import * as z from 'zod/mini';
import { dateRange, isLocalDate, type LocalDate } from '../../calendar/local-date.ts';
import type { Plan } from '../plan.ts';
import { indexProblem, type Problem } from '../problem.ts';
import type { PoolFile, ProblemFile, VenueFile } from '../problem-file.ts';
import { type FittingWindow, fittingWindows } from './fitting-windows.ts';
import { PlanLedger } from './plan-ledger.ts';

const localDate = z.string().check(z.refine(isLocalDate, 'must be a date that exists, YYYY-MM-DD'));

/** Somebody asks for a session: a school's letter, an RW, a market. */
export const requestSchema = z
  .object({
    place: z.union([
      z.object({ venue: z.string().check(z.minLength(1), z.maxLength(200)) }),
      z.object({
        name: z.string().check(z.trim(), z.minLength(1), z.maxLength(120)),
        kind: z.enum(['kelurahan', 'school', 'market', 'office', 'other']),
        lat: z.number().check(z.minimum(-90), z.maximum(90)),
        lon: z.number().check(z.minimum(-180), z.maximum(180)),
      }),
    ]),
    /** Not yet recorded there. */
    people: z.int().check(z.minimum(1), z.maximum(1_000_000)),
    from: localDate,
    to: localDate,
    slots: z.array(z.string().check(z.minLength(1), z.maxLength(200))).check(z.minLength(1), z.maxLength(24)),
  })
  .check(z.refine(({ from, to }) => from <= to, { path: ['to'], error: 'must not be before the first date' }));
export type SessionRequest = z.infer<typeof requestSchema>;

/**
 * Turnout per ISO weekday, Monday first, of dates that differ from their weekday, and dispersion, by slot: what the
 * forecast says of a place like that.
 */
export type RatesOfPlace = Readonly<
  Record<string, { rate: number[]; rateOn?: Record<LocalDate, number>; dispersion: number }>
>;

/** Kits that a place which nobody has seen yet can take. */
export const NEW_PLACE_KITS = 3;

/** Ids of a request's own pool and venue, where the place is new. */
export const REQUESTED = 'permintaan';

export interface Requested {
  file: ProblemFile;
  pool: string;
  venue: string;
}

/**
 * The problem with the request in it: a new place with a pool of its own, or a known one whose pool has at least that
 * many people; open in those slots on all those dates. Other indexes stay as they are.
 *
 * @throws RangeError where the venue is unknown
 */
export function withRequest(file: ProblemFile, request: SessionRequest, rates: RatesOfPlace): Requested {
  if ('venue' in request.place) return withKnownPlace(file, request.place.venue, request, rates);
  const { name, kind, lat, lon } = request.place;
  const taken = new Set([...file.pools, ...file.venues].map(({ id }) => id));
  let id = REQUESTED;
  while (taken.has(id)) id += '-';
  const pool: PoolFile = { id, name, remaining: request.people, minSessions: 0 };
  const closed = {
    id,
    name,
    kind,
    pool: id,
    lat,
    lon,
    maxKits: NEW_PLACE_KITS,
    open: {},
    rate: {},
    rateOn: {},
    dispersion: 0,
  };
  const venue = opened(closed, request, rates);
  return { file: { ...file, pools: [...file.pools, pool], venues: [...file.venues, venue] }, pool: id, venue: id };
}

function withKnownPlace(file: ProblemFile, id: string, request: SessionRequest, rates: RatesOfPlace): Requested {
  const known = file.venues.find((venue) => venue.id === id);
  if (!known) throw new RangeError(`unknown venue "${id}"`);
  const pools = file.pools.map((pool) =>
    pool.id === known.pool ? { ...pool, remaining: Math.max(pool.remaining, request.people) } : pool,
  );
  const venues = file.venues.map((venue) => (venue === known ? opened(venue, request, rates) : venue));
  return { file: { ...file, pools, venues }, pool: known.pool, venue: id };
}

function opened(venue: VenueFile, { from, to, slots }: SessionRequest, rates: RatesOfPlace): VenueFile {
  const dates = dateRange(from, to);
  const open = { ...venue.open };
  const rate = { ...venue.rate };
  const rateOn = { ...venue.rateOn };
  let { dispersion } = venue;
  for (const slot of slots) {
    const before = open[slot] ?? { weekdays: [], except: [], also: [] };
    open[slot] = { ...before, also: [...new Set([...before.also, ...dates])].sort() };
    if (rate[slot]) continue;
    rate[slot] = rates[slot]?.rate ?? new Array<number>(7).fill(0);
    rateOn[slot] = rates[slot]?.rateOn ?? {};
    dispersion = Math.max(dispersion, rates[slot]?.dispersion ?? 0);
  }
  return { ...venue, open, rate, rateOn, dispersion };
}

export interface FittedRequest {
  /** With the request in it: what the windows' indexes mean. */
  problem: Problem;
  ledger: PlanLedger;
  /** Best first, none where the horizon or the kits leave no room. */
  windows: FittingWindow[];
}

/** The best windows for a request among what is planned, and what each displaces. */
export function fitRequest(
  file: ProblemFile,
  readPlan: (problem: Problem) => Plan,
  { request, rates, most }: { request: SessionRequest; rates: RatesOfPlace; most: number },
): FittedRequest {
  const requested = withRequest(file, request, rates);
  const problem = indexProblem(requested.file);
  const ledger = new PlanLedger(problem, readPlan(problem));
  const inRange = problem.dates.flatMap((date, at) => (date >= request.from && date <= request.to ? [at] : []));
  const [from, to] = [inRange[0], inRange.at(-1)];
  const slots = request.slots.flatMap((slot) => problem.index.slot.get(slot) ?? []);
  const venues = [problem.index.venue.get(requested.venue) ?? -1];
  const pool = problem.index.pool.get(requested.pool);
  if (from === undefined || to === undefined || pool === undefined) return { problem, ledger, windows: [] };
  return { problem, ledger, windows: fittingWindows(ledger, pool, { from, to, slots, venues, most }) };
}
