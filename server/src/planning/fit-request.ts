import type { LocalDate } from '@jemput/shared/calendar/local-date';
import { ratesForPlanning } from '@jemput/shared/forecast/rates-for-planning';
import { parentOf } from '@jemput/shared/places/area';
import { greatCircleKm } from '@jemput/shared/places/distance';
import type { FitRequest } from '@jemput/shared/planning/explain/explain-request';
import type { WindowTold } from '@jemput/shared/planning/explain/explained';
import { type RatesOfPlace, REQUESTED, type SessionRequest } from '@jemput/shared/planning/explain/fit-request';
import type { ProblemFile } from '@jemput/shared/planning/problem-file';
import { eq } from 'drizzle-orm';
import { requirePermission } from '../auth/roles.ts';
import type { Context } from '../context.ts';
import type { Database } from '../db/open.ts';
import { venues } from '../db/schema/places.ts';
import { Invalid } from '../errors.ts';
import { newestModel } from '../forecast/newest-model.ts';
import { readCircumstances } from '../forecast/read-circumstances.ts';
import { placeOfVenue } from '../forecast/read-history.ts';
import { presentPlan } from './explain-plan.ts';
import { inExplainThread } from './explain-thread.ts';

/**
 * The five best windows for a request among what is planned, best first, and what each displaces. Nothing is written.
 *
 * @throws Invalid where the venue or a slot is unknown, or no date of the plan is asked for
 */
export async function fitRequest(ctx: Context, { request, ...input }: FitRequest): Promise<WindowTold[]> {
  requirePermission(ctx, 'plans.read');
  const present = await presentPlan(ctx, input);
  refuseUnknown(present.file, request);
  const rates = await readRates(ctx.db, present.file, request);
  return inExplainThread({ kind: 'request', ...present, request, rates });
}

function refuseUnknown(
  { venues: known, slots, horizon }: ProblemFile,
  { place, slots: asked, from, to }: SessionRequest,
) {
  const faults = asked
    .filter((slot) => !slots.some(({ id }) => id === slot))
    .map((slot) => ({ field: '/slots', value: slot, code: 'unknown', message: 'must be a slot that is in use' }));
  if ('venue' in place && !known.some(({ id }) => id === place.venue)) {
    const message = 'must be a venue with opening hours';
    faults.push({ field: '/place/venue', value: place.venue, code: 'unknown', message });
  }
  if (to < horizon.start || from > horizon.end) {
    const message = `must be between ${horizon.start} and ${horizon.end}`;
    faults.push({ field: '/from', value: from, code: 'range', message });
  }
  if (faults.length > 0) throw new Invalid('The request cannot be planned.', faults);
}

/** What the forecast says of such a place in each slot asked for. */
async function readRates(db: Database, file: ProblemFile, request: SessionRequest): Promise<RatesOfPlace> {
  const model = await newestModel(db);
  const place = await readPlace(db, request);
  const { eventsAt } = await readCircumstances(db);
  const { areaCode, ...known } = place;
  const at = { date: file.horizon.start, end: file.horizon.end, remaining: request.people };
  return Object.fromEntries(
    request.slots.map((slot) => {
      const eventsOn = (date: LocalDate) => eventsAt({ date, slot, kind: known.kind, areaCode });
      return [slot, ratesForPlanning(model, { ...known, slot, ...at, eventsOn })];
    }),
  );
}

async function readPlace(db: Database, { place }: SessionRequest) {
  if ('venue' in place) {
    const [row] = await db.select().from(venues).where(eq(venues.id, place.venue)).limit(1);
    if (row) return { ...placeOfVenue(row), areaCode: row.areaCode };
  }
  const { kind } = 'venue' in place ? { kind: 'other' } : place;
  const areaCode = 'venue' in place ? undefined : await nearestArea(db, place);
  if (areaCode === undefined) return { venue: REQUESTED, kind, areaCode: '' };
  return { venue: REQUESTED, kind, area: parentOf(areaCode) ?? areaCode, areaCode };
}

/** The village of the nearest place that the office knows; undefined where it knows none. */
export async function nearestArea(db: Database, at: { lat: number; lon: number }): Promise<string | undefined> {
  const known = await db.select({ areaCode: venues.areaCode, lat: venues.lat, lon: venues.lon }).from(venues);
  const near = known.map((venue) => ({ ...venue, km: greatCircleKm(venue, at) })).sort((a, b) => a.km - b.km);
  return near[0]?.areaCode;
}
