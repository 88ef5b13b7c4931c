import { instantOf, localDateAt } from '@jemput/shared/calendar/time-zone';
import type { TurnoutForecast } from '@jemput/shared/forecast/turnout-model';
import { NO_SHOWS, WALK_IN_SHARE } from '@jemput/shared/queue/assumptions';
import { likelyPeopleOf } from '@jemput/shared/queue/likely-people';
import { eveningOf } from '@jemput/shared/queue/session-evening';
import * as z from 'zod';
import type { Context } from '../context.ts';
import { modelInForce } from '../forecast/newest-model.ts';
import { readCircumstances } from '../forecast/read-circumstances.ts';
import { comingSessions, withForecasts } from '../sessions/coming-sessions.ts';
import { type NumbersTold, rememberedNumbers } from './remembered-numbers.ts';

const share = z.number().min(0).max(0.95);

/** What is assumed while nothing is counted yet: shares 0 … 0.95. */
const assumed = z.object({
  walkInShare: share.default(WALK_IN_SHARE),
  noShowShare: share.default(NO_SHOWS.meanShare),
  /** As if `noShowShare` had been counted over so many numbers. */
  noShowKnown: z.number().min(1).max(10_000).default(NO_SHOWS.knownNumbers),
});

export const askedEvenings = assumed.extend({
  skip: z.int().min(0).default(0),
  limit: z.int().min(1).max(20).default(8),
});

export const askedEvening = assumed.extend({ sessionId: z.string().max(100) });

export interface ComingEvening {
  sessionId: string;
  venueId: string;
  venueName: string;
  date: string;
  /** ISO 8601 with the office's offset. */
  startsAt: string;
  endsAt: string;
  kits: number;
  capacity: number;
  /** People who come: expected, and the 10 % and 90 % quantiles. */
  expected: Pick<TurnoutForecast, 'mean' | 'q10' | 'q90' | 'dispersion'>;
  /** Null where the session can record nobody. */
  numbers: NumbersTold | null;
}

/** Sessions that have not begun, soonest first, each with the queue numbers to issue for it. */
export async function listEvenings(
  ctx: Context,
  asked: z.output<typeof askedEvenings>,
): Promise<{ evenings: ComingEvening[]; total: number }> {
  const forecasts = await comingForecasts(ctx);
  const evenings: ComingEvening[] = [];
  for (const coming of forecasts.slice(asked.skip, asked.skip + asked.limit)) {
    evenings.push(await tellEvening(ctx, coming, asked));
  }
  return { evenings, total: forecasts.length };
}

/** The same of one session. @returns null where it has begun, is called off, or is none */
export async function findEvening(
  ctx: Context,
  { sessionId, ...asked }: z.output<typeof askedEvening>,
): Promise<ComingEvening | null> {
  const coming = (await comingForecasts(ctx)).find(({ session }) => session.id === sessionId);
  return coming ? tellEvening(ctx, coming, asked) : null;
}

async function tellEvening(
  ctx: Context,
  { session, venue, remaining, forecast }: ComingForecast,
  asked: z.output<typeof assumed>,
): Promise<ComingEvening> {
  const { mean, q10, q90, dispersion } = forecast;
  const openMinutes = (session.endsAt - session.startsAt) / 60;
  const evening = eveningOf({ ...session, openMinutes });
  const noShows = { meanShare: asked.noShowShare, knownNumbers: asked.noShowKnown };
  const question = evening && { evening, walkInShare: asked.walkInShare, noShows, most: remaining };
  return {
    sessionId: session.id,
    venueId: venue.id,
    venueName: venue.name,
    date: session.date,
    startsAt: instantOf(session.startsAt * 1000, ctx.zone),
    endsAt: instantOf(session.endsAt * 1000, ctx.zone),
    kits: session.kits,
    capacity: session.capacity,
    expected: { mean, q10, q90, dispersion },
    numbers: question
      ? await rememberedNumbers(question, () => likelyPeopleOf(forecast), JSON.stringify(forecast))
      : null,
  };
}

type ComingForecast = Awaited<ReturnType<typeof comingForecasts>>[number];

/** All coming sessions are forecast, so that each pool is depleted by those before; those that have begun are left out then. */
async function comingForecasts(ctx: Context) {
  const { db } = ctx;
  const coming = await comingSessions(db, localDateAt(ctx.now(), ctx.zone));
  const { model } = await modelInForce(db);
  const told = withForecasts(model, coming, await readCircumstances(db));
  return told.filter(({ session }) => session.startsAt * 1000 > ctx.now());
}
