import type { KitGroup } from '../kit-groups.ts';
import type { Certificate } from '../plan.ts';
import { type PoolModel, poolModel, publishedDates } from '../pool-model.ts';
import type { Problem } from '../problem.ts';
import { mayPriceStints } from '../stint-prices.ts';
import { type KitCapacity, kitCapacity } from './capacity.ts';
import { KitRoutes } from './kit-routes.ts';
import { type KitTerms, PoolBound } from './pool-bound.ts';
import { travelCover } from './travel-cover.ts';

export type Prices = Omit<Certificate, 'cells'>;

/** Recomputes bounds of one problem for different prices; what no price changes is made once. */
export interface Certifier {
  /** Recordings; Infinity, which bounds everything, where `isOver` says to leave it. */
  bound(certificate: Prices, isOver?: () => boolean): number;
}

/** Parts of a certificate's prices that fit the problem: kits all in one group each, one price a date and week. */
export function certificateGroups(problem: Problem, certificate: Certificate): KitGroup[] {
  const seen = new Set<string>();
  const groups = certificate.groups.map(({ kits, date, week }) => {
    if (date.length !== problem.dates.length)
      throw new RangeError(`a group has ${date.length} prices for ${problem.dates.length} dates`);
    if (week.length !== problem.weeks.length)
      throw new RangeError(`a group has ${week.length} prices for ${problem.weeks.length} weeks`);
    const members = kits.map((id) => {
      const kit = problem.index.kit.get(id);
      if (kit === undefined || seen.has(id)) throw new RangeError(`kit "${id}" is unknown or in two groups`);
      seen.add(id);
      return kit;
    });
    const recordingsPerHour = Math.max(0, ...members.map((kit) => problem.recordingsPerHour[kit] ?? 0));
    return { kits: members, recordingsPerHour };
  });
  const priced = certificate.groups.filter(({ stint }) => stint !== undefined);
  if (priced.length > 0 && (priced.length < groups.length || !mayPriceStints(problem)))
    throw new RangeError('stints are priced for all groups or none, and where none is longer than 14 days');
  if (priced.some(({ stint }) => stint?.length !== problem.dates.length * problem.rules.maxDays))
    throw new RangeError('one price a stint is needed');
  if (seen.size !== problem.kitIds.length) throw new RangeError('a kit is in no group');
  const { date, reserve = date } = certificate;
  if (date.length !== problem.dates.length || reserve.length !== problem.dates.length)
    throw new RangeError('one price a date is needed');
  return groups;
}

/** @param models of the same groups, on any grid, where they are at hand already */
export function certifier(
  problem: Problem,
  groups: readonly KitGroup[],
  cells: number,
  models: readonly PoolModel[] = [],
): Certifier {
  const published = publishedDates(problem);
  const pools = new PoolBound(problem);
  const capacity = kitCapacity(problem, groups);
  const fixed = fixedWorth(problem, published);
  const routes = new KitRoutes(problem, groups);
  return {
    bound: (certificate, isOver = () => false) => {
      const terms = kitTerms(problem, groups, certificate);
      let sum = fixed;
      let size = Math.abs(fixed);
      const add = (value: number) => {
        sum += value;
        size += Math.abs(value);
      };
      for (const pool of problem.poolIds.keys()) {
        if (isOver()) return Number.POSITIVE_INFINITY;
        const model = models[pool] ?? poolModel(problem, pool, groups, cells, published);
        add(pools.of(model, cells, terms));
      }
      if (terms.stint) {
        const reserve = certificate.reserve ?? problem.dates.map(() => 0);
        const inUse = Float64Array.from(reserve);
        for (const kind of routes.kinds) add(kind.kits * routes.best(kind, terms.stint, inUse));
        add(product(reserve, capacity.any));
      } else add(capacityWorth(certificate, capacity));
      return sum + ROUNDING * size;
    },
  };
}

/** Far above what sums of doubles lose, far below what anyone can see. */
const ROUNDING = 1e-9;

/** Per group and date: the group's own price, its week's, and the price of any kit. */
export function dayPrices(problem: Problem, { groups, date }: Pick<Certificate, 'groups' | 'date'>): Float64Array[] {
  return groups.map((group) =>
    Float64Array.from(problem.dates, (_, day) => {
      const week = group.week[problem.weekOfDate[day] ?? 0] ?? 0;
      return (group.date[day] ?? 0) + week + (date[day] ?? 0);
    }),
  );
}

/** Stints priced as they are, or by their dates. */
function kitTerms(problem: Problem, groups: readonly KitGroup[], certificate: Prices): KitTerms {
  const stint = certificate.groups.flatMap((group) => (group.stint ? [Float64Array.from(group.stint)] : []));
  if (stint.length === 0)
    return {
      prices: dayPrices(problem, certificate),
      cover: travelCover(problem, groups, certificate),
      stint: undefined,
    };
  const alike = (value: number) => groups.map(() => new Float64Array(problem.dates.length).fill(value));
  return { prices: alike(0), cover: alike(Number.POSITIVE_INFINITY), stint };
}

function product(prices: readonly number[], kits: Float64Array | undefined): number {
  return prices.reduce((sum, price, at) => sum + price * (kits?.[at] ?? 0), 0);
}

function capacityWorth({ groups, date }: Pick<Certificate, 'groups' | 'date'>, capacity: KitCapacity): number {
  let worth = product(date, capacity.any);
  for (const [group, prices] of groups.entries()) {
    worth += product(prices.date, capacity.date[group]) + product(prices.week, capacity.week[group]);
  }
  return worth;
}

/** What every plan has in common: the pinned stints' set-ups, and published dates less those that pinned stints keep. */
export function fixedWorth(problem: Problem, published: Map<string, number>): number {
  let changes = 0;
  for (const weight of published.values()) changes += weight;
  let setups = 0;
  const kept = new Set<string>();
  for (const { venue, slot, start, days, kits } of problem.pinned) {
    setups += kits.length;
    for (let date = start; date < start + days; date++) kept.add(`${venue}/${slot}/${date}`);
  }
  for (const session of kept) changes -= published.get(session) ?? 0;
  return -problem.rules.setupCost * setups - problem.rules.changeCost * changes;
}

/**
 * Recomputes the bound that a certificate proves, without the search: for any non-negative prices no feasible plan of
 * the problem is worth more.
 *
 * @returns recordings
 * @throws RangeError where the certificate's groups or lengths do not fit the problem
 * @see Geoffrion (1974), Lagrangean relaxation for integer programming, Mathematical Programming Study 2, 82–114
 */
export function verifyBound(problem: Problem, certificate: Certificate): number {
  const groups = certificateGroups(problem, certificate);
  return certifier(problem, groups, certificate.cells).bound(certificate);
}
