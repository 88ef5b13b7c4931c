import { setImmediate } from 'node:timers/promises';
import { addDays, dateRange, isoWeek, type LocalDate } from '@jemput/shared/calendar/local-date';
import type { OfficeCalendar } from '@jemput/shared/calendar/office-calendar';
import { epochMillisAt, localDateAt } from '@jemput/shared/calendar/time-zone';
import type { PlanningRates } from '@jemput/shared/forecast/rates-for-planning';
import type { TurnoutModel } from '@jemput/shared/forecast/turnout-model';
import { type PlainOpening, plainOpening } from '@jemput/shared/places/opening-hours';
import type { DraftStint } from '@jemput/shared/planning/draft';
import type { KitFile, PoolFile, ProblemFile, RulesFile, VenueFile } from '@jemput/shared/planning/problem-file';
import type { Hours } from '@jemput/shared/sessions/session-hours';
import { asc, eq } from 'drizzle-orm';
import { readCalendar } from '../calendar/read-calendar.ts';
import { type Evenings, type Place, readEvenings } from '../calendar/read-evenings.ts';
import type { Context } from '../context.ts';
import type { Database } from '../db/open.ts';
import { kits, openings, outages, pools, slots, venues } from '../db/schema/places.ts';
import { modelInForce } from '../forecast/newest-model.ts';
import { type Circumstances, readCircumstances } from '../forecast/read-circumstances.ts';
import { placeOfVenue } from '../forecast/read-history.ts';
import { rememberedRates } from '../forecast/remembered-forecast.ts';
import { countHeld, readStanding, type StandingSession, type StandingSessions, stintsOf } from './standing-sessions.ts';

/** Venues and slots read before others are answered: their rates after a report are all computed anew. */
const AT_ONCE = 50;

/** What a plan lays down of its problem; all else is as the office's tables are now. */
export interface PlanFrame {
  name: string;
  horizonStart: LocalDate;
  horizonEnd: LocalDate;
  rules: RulesFile;
}

export interface PlanningState {
  problem: ProblemFile;
  /** The plan's stints without dates that have passed or begun; `at` is the place in the list given. */
  stints: (DraftStint & { at: number })[];
  /** `id.reports` of the model that gave the rates. */
  forecastModel: string;
}

/**
 * The problem that a plan answers, from the office's tables as they are now. Dates before today and sessions that have
 * begun are out of it: their pools rest, their kits' days count, and who is still expected at them is taken off.
 */
export async function readProblem(
  ctx: Context,
  frame: PlanFrame,
  planned: readonly DraftStint[] = [],
): Promise<PlanningState> {
  const { db, zone } = ctx;
  const today = localDateAt(ctx.now(), zone);
  const start = frame.horizonStart > today ? frame.horizonStart : today;
  const end = frame.horizonEnd > start ? frame.horizonEnd : start;
  const slotRows = await db.select().from(slots).orderBy(asc(slots.startTime), asc(slots.id));
  const standing = await readStanding(ctx, { start, today, lookBackDays: frame.rules.revisitGapDays });
  const begun = slotRows.filter((slot) => epochMillisAt(today, slot.startTime, zone) <= ctx.now());
  const fixedCells = new Set(standing.fixed.map(cellOf));
  for (const slot of begun) fixedCells.add(`*|${today}|${slot.id}`);
  const stints = planned.flatMap((stint, at) => comingPart(stint, start, fixedCells).map((part) => ({ ...part, at })));
  const pinned = stints
    .filter((stint) => stint.pinned)
    .map(({ venue, slot, start, days, kits }) => {
      return { venue, slot, start, days, kits };
    });
  const pinnedDays = pinned.flatMap((stint) =>
    daysOf(stint).map((date) => ({ venue: stint.venue, slot: stint.slot, date, kits: stint.kits })),
  );
  const begunSlots = begun.map(({ id }) => id);
  const circumstances = await readCircumstances(db);
  const calendar = await readCalendar(db);
  const evenings = await readEvenings(ctx, { from: start, to: end });
  const scene: Scene = { start, end, today, standing, pinnedDays, begunSlots, circumstances, calendar, evenings };
  const poolFiles = await readPools(db, scene, await countHeld(db, start));
  const { name: forecastModel, model } = await modelInForce(db);
  const venueFiles = await readVenues(db, model, scene, frame.rules.revisitGapDays, poolFiles);
  const kitFiles = await readKits(db, scene, frame.rules.maxDaysPerWeek);
  const problem: ProblemFile = {
    version: 1,
    name: frame.name,
    timezone: zone,
    horizon: { start, end },
    slots: slotRows.map(({ id, startTime, endTime }) => ({ id, start: startTime, end: endTime })),
    kits: kitFiles,
    pools: poolFiles,
    venues: venueFiles,
    rules: frame.rules,
    pinned,
    published: publishedStints(standing.movable, { end, venueFiles, kitFiles }),
  };
  return { problem, stints, forecastModel };
}

/** The stints whose venue, slot and kits are still in use. */
export function knownStints({ problem, stints }: PlanningState): PlanningState['stints'] {
  const venueIds = new Set(problem.venues.map(({ id }) => id));
  const kitIds = new Set(problem.kits.map(({ id }) => id));
  const slotIds = new Set(problem.slots.map(({ id }) => id));
  return stints.filter(
    ({ venue, slot, kits }) => venueIds.has(venue) && slotIds.has(slot) && kits.every((kit) => kitIds.has(kit)),
  );
}

interface Scene {
  start: LocalDate;
  end: LocalDate;
  today: LocalDate;
  standing: StandingSessions;
  pinnedDays: { venue: string; slot: string; date: LocalDate; kits: string[] }[];
  begunSlots: string[];
  circumstances: Circumstances;
  calendar: OfficeCalendar;
  evenings: Evenings;
}

function cellOf({ venue, date, slot }: { venue: string; date: LocalDate; slot: string }): string {
  return `${venue}|${date}|${slot}`;
}

function daysOf({ start, days }: { start: LocalDate; days: number }): LocalDate[] {
  return Array.from({ length: days }, (_, day) => addDays(start, day));
}

/** A stint from its first date that can still be changed; nothing where there is none. */
function comingPart(stint: DraftStint, from: LocalDate, fixedCells: Set<string>): DraftStint[] {
  const coming = daysOf(stint).filter(
    (date) =>
      date >= from &&
      !fixedCells.has(cellOf({ ...stint, date })) &&
      !fixedCells.has(cellOf({ ...stint, venue: '*', date })),
  );
  const [first] = coming;
  return first === undefined ? [] : [{ ...stint, start: first, days: coming.length }];
}

/** A pool has one number in a problem: whoever comes of age by the horizon's end is in it. */
async function readPools(db: Database, scene: Scene, held: Map<string, number>): Promise<PoolFile[]> {
  const expected = new Map<string, number>();
  for (const { pool, stillExpected } of scene.standing.fixed)
    expected.set(pool, (expected.get(pool) ?? 0) + stillExpected);
  const rows = await db.select().from(pools).orderBy(asc(pools.id));
  return rows.map(({ id, name, remaining, minSessions }) => {
    const comingOfAge = scene.circumstances.cameOfAgeBy(id, scene.end);
    const left = Math.max(0, remaining + Math.round(comingOfAge) - Math.round(expected.get(id) ?? 0));
    return { id, name, remaining: left, minSessions: Math.max(0, minSessions - (held.get(id) ?? 0)) };
  });
}

async function readVenues(
  db: Database,
  model: TurnoutModel,
  scene: Scene,
  revisitGapDays: number,
  poolFiles: PoolFile[],
): Promise<VenueFile[]> {
  const hours = { start: slots.startTime, end: slots.endTime };
  const rows = await db
    .select({ venue: venues, slot: openings.slotId, rule: openings.rule, hours })
    .from(venues)
    .innerJoin(openings, eq(openings.venueId, venues.id))
    .innerJoin(slots, eq(slots.id, openings.slotId))
    .where(eq(venues.active, true))
    .orderBy(asc(venues.id), asc(openings.slotId));
  const resting = restingDates(scene.standing.fixed, revisitGapDays);
  const kept = new Set([...scene.standing.movable.map(cellOf), ...scene.pinnedDays.map(cellOf)]);
  const remainingOf = new Map(poolFiles.map((pool) => [pool.id, pool.remaining]));
  const files = new Map<string, VenueFile>();
  for (const [at, { venue, slot, rule, hours: slotHours }] of rows.entries()) {
    if (at % AT_ONCE === AT_ONCE - 1) await setImmediate();
    const file = files.get(venue.id) ?? emptyVenue(venue);
    files.set(venue.id, file);
    const closed = [...(resting.get(venue.poolId) ?? [])].filter(
      (date) => date >= scene.start && date <= scene.end && !kept.has(cellOf({ venue: venue.id, date, slot })),
    );
    if (scene.begunSlots.includes(slot) && !closed.includes(scene.today)) closed.push(scene.today);
    const open = plainOpening(rule, scene.calendar, scene);
    file.open[slot] = withClosed(open, [...eveningsOff(scene, slotHours, venue, rule.also), ...closed]);
    addRates(file, slot, ratesOf(model, scene, { venue, slot, remaining: remainingOf.get(venue.poolId) ?? 0 }));
  }
  return [...files.values()];
}

function emptyVenue(venue: typeof venues.$inferSelect): VenueFile {
  const { id, name, kind, poolId: pool, lat, lon, maxKits } = venue;
  return { id, name, kind, pool, lat, lon, maxKits, open: {}, rate: {}, rateOn: {}, dispersion: 0 };
}

function ratesOf(
  model: TurnoutModel,
  { start, end, circumstances }: Scene,
  { venue, slot, remaining }: { venue: typeof venues.$inferSelect; slot: string; remaining: number },
): PlanningRates {
  const { kind, areaCode } = venue;
  const eventsOn = (date: LocalDate) => circumstances.eventsAt({ date, slot, kind, areaCode });
  return rememberedRates(model, { ...placeOfVenue(venue), slot, remaining, date: start, end, eventsOn });
}

/** A venue has one dispersion in a problem: that of its most uncertain slot. */
function addRates(file: VenueFile, slot: string, { rate, rateOn, dispersion }: PlanningRates): void {
  file.rate[slot] = rate;
  if (Object.keys(rateOn).length > 0) file.rateOn[slot] = rateOn;
  file.dispersion = Math.max(file.dispersion, dispersion);
}

function withClosed(rule: PlainOpening, closed: LocalDate[]): PlainOpening {
  return {
    weekdays: rule.weekdays,
    except: [...new Set([...rule.except, ...closed])].sort(),
    also: rule.also.filter((date) => !closed.includes(date)),
  };
}

/** Dates on which too little of the evening is left after tarawih, and that before Idulfitri where the venue does not name it. */
function eveningsOff({ start, end, evenings }: Scene, slot: Hours, place: Place, also: LocalDate[]): LocalDate[] {
  return dateRange(start, end).filter((date) => evenings.isClosed(slot, date, place, also));
}

/** By pool, the dates of its fixed sessions and those of rest after each. */
function restingDates(fixed: readonly StandingSession[], revisitGapDays: number): Map<string, Set<LocalDate>> {
  const resting = new Map<string, Set<LocalDate>>();
  for (const { pool, date } of fixed) {
    const dates = resting.get(pool) ?? new Set();
    resting.set(pool, dates);
    for (const day of dateRange(date, addDays(date, revisitGapDays))) dates.add(day);
  }
  return resting;
}

async function readKits(db: Database, scene: Scene, maxDaysPerWeek: number): Promise<KitFile[]> {
  const rows = await db.select().from(kits).where(eq(kits.active, true)).orderBy(asc(kits.id));
  const outageRows = await db.select().from(outages);
  return rows.map(({ id, baseLat, baseLon, recordingsPerHour }) => {
    const unavailable = new Set(
      outageRows
        .filter((outage) => outage.kitId === id)
        .flatMap(({ startDate, endDate }) => within(scene, startDate, endDate)),
    );
    const worked = scene.standing.fixed.filter((session) => session.kits.includes(id)).map(({ date }) => date);
    for (const date of worked) if (date >= scene.start) unavailable.add(date);
    for (const date of restDays(scene, id, { worked, unavailable, maxDaysPerWeek })) unavailable.add(date);
    return { id, base: { lat: baseLat, lon: baseLon }, recordingsPerHour, unavailable: [...unavailable].sort() };
  });
}

function within(scene: Scene, from: LocalDate, to: LocalDate): LocalDate[] {
  return dateRange(from > scene.start ? from : scene.start, to < scene.end ? to : scene.end);
}

/**
 * Dates of the first ISO week that a kit must rest for what it has worked in it already: its last ones, those without
 * a published session first, never pinned ones.
 */
function restDays(
  scene: Scene,
  kit: string,
  { worked, unavailable, maxDaysPerWeek }: { worked: LocalDate[]; unavailable: Set<LocalDate>; maxDaysPerWeek: number },
): LocalDate[] {
  const week = isoWeek(scene.start);
  const done = new Set(worked.filter((date) => isoWeek(date) === week)).size;
  if (done === 0) return [];
  const free = within(scene, scene.start, addDays(scene.start, 6)).filter(
    (date) => isoWeek(date) === week && !unavailable.has(date),
  );
  const uses = (list: { date: LocalDate; kits: string[] }[], date: LocalDate) =>
    list.some((session) => session.date === date && session.kits.includes(kit));
  const published = free.filter((date) => uses(scene.standing.movable, date));
  const inOrder = [...published, ...free.filter((date) => !published.includes(date))].filter(
    (date) => !uses(scene.pinnedDays, date),
  );
  const excess = free.length - Math.max(0, maxDaysPerWeek - done);
  return excess > 0 ? inOrder.slice(-excess) : [];
}

function publishedStints(
  movable: readonly StandingSession[],
  { end, venueFiles, kitFiles }: { end: LocalDate; venueFiles: VenueFile[]; kitFiles: KitFile[] },
) {
  const venueIds = new Set(venueFiles.map(({ id }) => id));
  const kitIds = new Set(kitFiles.map(({ id }) => id));
  return stintsOf(
    movable
      .filter(({ venue, date }) => date <= end && venueIds.has(venue))
      .map((session) => ({ ...session, kits: session.kits.filter((kit) => kitIds.has(kit)) })),
  );
}
