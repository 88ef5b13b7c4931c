import { addDays, dateRange, isoWeekday, type LocalDate } from '@jemput/shared/calendar/local-date';
import type { HistoryRow } from '@jemput/shared/forecast/history';
import type { StintFile } from '@jemput/shared/planning/problem-file';
import { placeOfVenue } from '../forecast/read-history.ts';
import type { City } from './city.ts';
import { capacityOf, holdSession, type TodaysSession, type VisitState, visitOn } from './held-sessions.ts';
import type { HiddenTurnout } from './hidden-turnout.ts';
import type { Breakdown } from './kit-breakdowns.ts';
import type { HeldSession, OfficeKnowledge, Policy } from './office-knowledge.ts';

export interface SimulatedWeek {
  from: LocalDate;
  sessions: number;
  recorded: number;
  came: number;
  /** On the lists at the week's end, reachable or not. */
  remaining: number;
  cancelled: number;
  /** Sum of the forecasts of demand on the morning, and sessions inside the 80 % interval; of policies that forecast. */
  expected: number;
  inside: number;
  foreseen: number;
}

export interface SimulatedOffice {
  weeks: SimulatedWeek[];
  recorded: number;
  /** Kits brought to a place, over all stints. */
  setups: number;
  reports: HistoryRow[];
}

const MAX_DATES_A_WEEK = 6;
/** A week's timetable is announced a week before it begins. */
const PUBLISHED_AHEAD_DAYS = 14;

/** One office run by one policy from the city's first date to the deadline, evening by evening. */
export class OfficeSimulation {
  private readonly city: City;
  private readonly truth: HiddenTurnout;
  private readonly breakdowns: readonly Breakdown[];
  private readonly deadline: LocalDate;
  private readonly venues;
  private readonly remaining;
  private readonly reachable;
  private readonly visits = new Map<string, VisitState>();
  private readonly reports: HistoryRow[] = [];
  private readonly held: HeldSession[] = [];
  private published: StintFile[];
  private publishedThrough: LocalDate;
  private setups = 0;

  constructor(
    city: City,
    { truth, breakdowns, deadline }: { truth: HiddenTurnout; breakdowns: readonly Breakdown[]; deadline: LocalDate },
  ) {
    this.city = city;
    this.truth = truth;
    this.breakdowns = breakdowns;
    this.deadline = deadline;
    this.venues = new Map(city.venues.map((venue) => [venue.id, venue]));
    this.remaining = new Map(city.pools.map((pool) => [pool.id, pool.remaining]));
    this.reachable = new Map(city.venues.map((venue) => [venue.poolId, truth.reachableAtFirst(venue)]));
    this.published = [...city.held];
    this.publishedThrough = addDays(city.start, -1);
  }

  run(policy: Policy): SimulatedOffice {
    const first = this.published.reduce((least, { start }) => (start < least ? start : least), this.city.start);
    for (const date of dateRange(first, addDays(this.city.start, -1))) this.holdDate(date, emptyWeek(date));
    this.published = [];
    const weeks: SimulatedWeek[] = [];
    let week = emptyWeek(this.city.start);
    for (const date of dateRange(this.city.start, this.deadline)) {
      if (isoWeekday(date) === 1) {
        week = emptyWeek(date);
        weeks.push(week);
        this.publish(policy, date);
      }
      this.holdDate(date, week, policy);
      week.remaining = [...this.remaining.values()].reduce((sum, people) => sum + people, 0);
    }
    const recorded = weeks.reduce((sum, one) => sum + one.recorded, 0);
    return { weeks, recorded, setups: this.setups, reports: this.reports };
  }

  private publish(policy: Policy, today: LocalDate): void {
    this.published = this.published.filter(({ start, days }) => addDays(start, days) > today);
    const through = addDays(today, PUBLISHED_AHEAD_DAYS - 1);
    const fresh = policy
      .plan(this.knowledge(today))
      .filter(({ start }) => start > this.publishedThrough && start <= through);
    this.setups += fresh.reduce((sum, { kits }) => sum + kits.length, 0);
    this.published.push(...fresh);
    this.publishedThrough = through;
  }

  private knowledge(today: LocalDate): OfficeKnowledge {
    const { city, deadline, publishedThrough } = this;
    const sessionsOf = new Map<string, number>();
    for (const { pool } of this.held) sessionsOf.set(pool, (sessionsOf.get(pool) ?? 0) + 1);
    return {
      today,
      deadline,
      publishedThrough,
      slots: city.slots,
      venues: city.venues,
      kits: city.kits,
      pools: city.pools.map(({ id, name, minSessions }) => ({
        id,
        name,
        remaining: this.remaining.get(id) ?? 0,
        minSessions: Math.max(0, minSessions - (sessionsOf.get(id) ?? 0)),
      })),
      away: Object.fromEntries(
        city.kits.map(({ id }) => [id, this.awayDates(id, today).filter((date) => date >= today && date <= deadline)]),
      ),
      reports: [...this.reports],
      held: [...this.held],
      published: [...this.published],
    };
  }

  /** Agreed service, and breakdowns that have happened by `today`. */
  private awayDates(kitId: string, today: LocalDate): LocalDate[] {
    const service = this.city.outages.filter((outage) => outage.kitId === kitId);
    const broken = this.breakdowns.filter((one) => one.kitId === kitId && (one.dates[0] ?? '') <= today);
    return [
      ...service.flatMap(({ startDate, endDate }) => dateRange(startDate, endDate)),
      ...broken.flatMap(({ dates }) => dates),
    ];
  }

  private holdDate(date: LocalDate, week: SimulatedWeek, policy?: Policy): void {
    const sessions = this.sessionsOn(date, week);
    const targets = sessions.map((session) => this.targetOf(session, date));
    const forecasts = policy?.expect?.(targets) ?? [];
    for (const [at, session] of sessions.entries()) {
      const { id, poolId } = session.venue;
      const visit = visitOn(this.visits.get(id), date);
      const [remaining, reachable] = [this.remaining.get(poolId) ?? 0, this.reachable.get(poolId) ?? 0];
      const forecast = forecasts[at];
      const usual = forecast && { low: forecast.q10, high: forecast.q90 };
      const evening = { date, visit, remaining, reachable, usual };
      const { report, came, served } = holdSession(this.truth, session, evening);
      this.visits.set(id, visit);
      this.remaining.set(poolId, remaining - served);
      this.reachable.set(poolId, reachable - served);
      this.reports.push(report);
      this.held.push({ venue: id, pool: poolId, date, kits: session.kits.map((kit) => kit.id) });
      policy?.hear?.(report);
      week.sessions += 1;
      week.recorded += served;
      week.came += came;
      if (!forecast) continue;
      week.foreseen += 1;
      week.expected += forecast.mean;
      if (came >= forecast.q10 && came <= forecast.q90) week.inside += 1;
    }
  }

  private targetOf(session: TodaysSession, date: LocalDate) {
    const { venue, slot, kits } = session;
    const remaining = this.remaining.get(venue.poolId) ?? 0;
    const place = { ...placeOfVenue(venue), date, slot: slot.id };
    return { ...place, kits: kits.length, capacity: capacityOf(session), remaining };
  }

  /** Today's sessions with the kits that work; where none of its own does, an idle one goes, else it is cancelled. */
  private sessionsOn(date: LocalDate, week: SimulatedWeek): TodaysSession[] {
    const planned = this.published.filter(({ start, days }) => start <= date && date < addDays(start, days));
    const taken = new Set(planned.flatMap(({ kits }) => kits));
    const working = this.city.kits.filter(({ id }) => !this.awayDates(id, date).includes(date));
    const idle = working.filter(({ id }) => !taken.has(id) && this.datesThisWeek(id, date) < MAX_DATES_A_WEEK);
    const sessions: TodaysSession[] = [];
    for (const stint of planned) {
      const venue = this.venues.get(stint.venue);
      const slot = this.city.slots.find(({ id }) => id === stint.slot);
      if (!venue || !slot) throw new RangeError(`the city has no ${stint.venue} or no ${stint.slot}`);
      const own = working.filter(({ id }) => stint.kits.includes(id));
      const kits = own.length > 0 ? own : idle.splice(0, 1);
      if (kits.length > 0) sessions.push({ venue, slot, kits });
      else week.cancelled += 1;
    }
    return sessions;
  }

  private datesThisWeek(kitId: string, date: LocalDate): number {
    const monday = addDays(date, 1 - isoWeekday(date));
    return this.held.filter((one) => one.date >= monday && one.kits.includes(kitId)).length;
  }
}

function emptyWeek(from: LocalDate): SimulatedWeek {
  const counts = { sessions: 0, recorded: 0, came: 0, remaining: 0, cancelled: 0, expected: 0, inside: 0, foreseen: 0 };
  return { from, ...counts };
}
