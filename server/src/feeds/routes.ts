import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { wordLanguageOf } from '@jemput/shared/messages/message-words';
import type { FindSessions } from '@jemput/shared/sessions/find-sessions';
import type { Session } from '@jemput/shared/sessions/session';
import { Hono, type Context as HonoContext } from 'hono';
import { cors } from 'hono/cors';
import type { Context } from '../context.ts';
import { readDraw } from '../draws/read-draw.ts';
import { Invalid, NotFound } from '../errors.ts';
import { driversOfSession } from '../forecast/drivers-of-session.ts';
import { EXPOSED_HEADERS } from '../http/open-to-all.ts';
import { problemResponse } from '../http/problem.ts';
import { getArea, listAreas } from '../places/areas.ts';
import { getVenue, listVenues } from '../places/public-venues.ts';
import { findSessions } from '../sessions/find-sessions.ts';
import { getSession } from '../sessions/get-session.ts';
import { hundredths } from '../sessions/list-session.ts';
import { readProgress } from '../sessions/read-progress.ts';
import { sessionsBetween } from '../sessions/sessions-between.ts';
import { currentTimetable } from '../sessions/timetable-snapshot.ts';
import { outageAsOf } from '../sessions/timetable-source.ts';
import { problemOf, respond } from './answer.ts';
import { type BulkName, bulkFeed, bulkNames, changesNdjson } from './bulk-feed.ts';
import { type Bytes, bytesOf } from './bytes-of.ts';
import { cityOf28Days } from './city-28-days.ts';
import { ICS_TYPE, JSON_TYPE, NDJSON_TYPE, RSS_TYPE } from './feed-kinds.ts';
import { openapi } from './openapi.ts';
import { parseQuery } from './parse-query.ts';
import { changesQuestion, MOST_CHANGES, nothing, sessionsQuestion } from './questions.ts';
import { readChanges } from './read-changes.ts';
import { fill, type Telling, tellingIn } from './session-words.ts';
import { toCsv } from './to-csv.ts';
import { toGeojson } from './to-geojson.ts';
import { toIcs } from './to-ics.ts';
import { toNdjson } from './to-ndjson.ts';
import { toRss } from './to-rss.ts';

/** Asks for all pages at once. */
const WHOLE = { limit: Number.MAX_SAFE_INTEGER };

const allowMethods = ['GET', 'HEAD', 'OPTIONS'];
/** A browser asks beforehand once a day, not once a question. */
const PREFLIGHT_SECONDS = 86_400;

/** What makes a draw again, for anybody to read and run. */
const verifyDrawScript = new URL('../draws/verify-draw.mjs', import.meta.url);

type Make = (ctx: Context, c: HonoContext, query: URLSearchParams) => Promise<string | Bytes>;
type Get = (path: string, contentType: string, make: Make) => void;

/**
 * The public API and the feeds, at /api/v1 and /feeds.
 *
 * @param contextOf of somebody not signed in
 * @param origin the public address without a slash at the end; by default the one that is asked
 * @param feedDirectory where the files of the bulk feed are kept; they are served from there where the database is gone
 */
export function feedRoutes(contextOf: () => Context, origin?: string, feedDirectory?: string): Hono {
  const app = new Hono();
  for (const path of ['/api/v1/*', '/feeds/*']) {
    app.use(path, cors({ origin: '*', allowMethods, exposeHeaders: EXPOSED_HEADERS, maxAge: PREFLIGHT_SECONDS }));
  }
  const get = (path: string, contentType: string, make: Make) =>
    app.get(path, async (c) => {
      const { searchParams } = new URL(c.req.url);
      return respond(c, await make(contextOf(), c, searchParams), contentType);
    });
  const originOf = (c: HonoContext) => origin ?? new URL(c.req.url).origin;
  addApi(get);
  addFeeds(get, originOf);
  addBulk(app, { contextOf, originOf, feedDirectory });
  for (const path of ['/api/v1/*', '/feeds/*']) {
    app.on(['POST', 'PUT', 'PATCH', 'DELETE'], path, () =>
      problemResponse(
        { status: 405, title: 'Not allowed', detail: 'This is read only.' },
        { Allow: allowMethods.join(', ') },
      ),
    );
    app.all(path, (c) =>
      problemResponse({ status: 404, title: 'Not found', detail: `There is nothing at ${c.req.path}.` }),
    );
  }
  app.onError((error) => problemOf(contextOf(), error));
  return app;
}

function addApi(get: Get): void {
  get('/api/v1/sessions', JSON_TYPE, async (ctx, _c, query) => {
    const asked = parseQuery(query, sessionsQuestion);
    await expectSlot(ctx, asked.slot);
    return JSON.stringify(await findSessions(ctx, asked));
  });
  get('/api/v1/sessions/:id', JSON_TYPE, async (ctx, c, query) => {
    parseQuery(query, nothing);
    const { session, alternatives } = await getSession(ctx, { id: c.req.param('id') ?? '' });
    const expected = { ...session.expected, ...(await driversOfSession(ctx, session)) };
    return JSON.stringify({ ...session, expected, alternativeSessions: alternatives });
  });
  get('/api/v1/sessions/:id/draw', JSON_TYPE, async (ctx, c, query) => {
    parseQuery(query, nothing);
    return JSON.stringify(await readDraw(ctx, { id: c.req.param('id') ?? '' }));
  });
  get('/api/v1/verify-draw.mjs', 'text/plain; charset=utf-8', () => readFile(verifyDrawScript, 'utf8'));
  get('/api/v1/venues', JSON_TYPE, async (ctx, _c, query) => {
    parseQuery(query, nothing);
    return JSON.stringify({ venues: await listVenues(ctx), asOf: await outageAsOf(ctx) });
  });
  get('/api/v1/areas', JSON_TYPE, async (ctx, _c, query) => {
    parseQuery(query, nothing);
    return JSON.stringify({ areas: await listAreas(ctx, {}), asOf: await outageAsOf(ctx) });
  });
  get('/api/v1/changes', JSON_TYPE, async (ctx, _c, query) => {
    const { since = 0, limit = MOST_CHANGES } = parseQuery(query, changesQuestion);
    return JSON.stringify({ ...(await readChanges(ctx, { since, limit })), asOf: await outageAsOf(ctx) });
  });
  get('/api/v1/progress', JSON_TYPE, async (ctx, _c, query) => {
    parseQuery(query, nothing);
    const { planned, ...progress } = await readProgress(ctx);
    const rounded = planned.map(({ date, mean, low, high }) => {
      return { date, mean: hundredths(mean), low: hundredths(low), high: hundredths(high) };
    });
    return JSON.stringify({ ...progress, planned: rounded });
  });
  get('/api/v1/openapi.json', JSON_TYPE, () => Promise.resolve(JSON.stringify(openapi)));
}

function addFeeds(get: Get, originOf: (c: HonoContext) => string): void {
  get('/feeds/sessions.geojson', 'application/geo+json; charset=utf-8', async (ctx) =>
    bytesOf(toGeojson(await sessionsBetween(ctx))),
  );
  get('/feeds/sessions.csv', 'text/csv; charset=utf-8', async (ctx) => bytesOf(toCsv(await sessionsBetween(ctx))));
  get('/feeds/changes.ndjson', NDJSON_TYPE, changesNdjson);
  get('/feeds/sessions.ndjson', NDJSON_TYPE, async (ctx) => bytesOf(toNdjson(await sessionsBetween(ctx))));
  get('/feeds/city-28-days.json', JSON_TYPE, cityOf28Days);
  addSpoken(get, originOf);
}

/** What people subscribe to, in the language that its address asks for. */
function addSpoken(get: Get, originOf: (c: HonoContext) => string): void {
  type Tell = (telling: Telling) => string;
  const telling = (ctx: Context, query: URLSearchParams) => tellingIn(ctx, wordLanguageOf(query.get('lang') ?? ''));
  const everywhere: Tell = ({ words }) => words.everywhere;
  const at =
    (place: string): Tell =>
    ({ words }) =>
      fill(words.somewhere, { place });
  const rss = (c: HonoContext, told: Telling, page: string, title: Tell, sessions: Iterable<Session>) =>
    bytesOf(toRss(sessions, { page, title: title(told), origin: originOf(c), path: c.req.path, telling: told }));
  const calendar = (c: HonoContext, told: Telling, name: Tell, sessions: Iterable<Session>) =>
    bytesOf(toIcs(sessions, { name: name(told), origin: originOf(c), path: c.req.path, telling: told }));
  get('/feeds/sessions.rss', RSS_TYPE, async (ctx, c, query) =>
    rss(c, await telling(ctx, query), '/', everywhere, await sessionsBetween(ctx)),
  );
  get('/feeds/areas/:file{.+\\.rss}', RSS_TYPE, async (ctx, c, query) => {
    const { area } = await getArea(ctx, { code: fileStem(c) });
    const sessions = await promised(ctx, { area: area.code });
    return rss(c, await telling(ctx, query), `/wilayah/${area.code}`, at(area.name), sessions);
  });
  get('/feeds/all.ics', ICS_TYPE, async (ctx, c, query) =>
    calendar(c, await telling(ctx, query), everywhere, await sessionsBetween(ctx)),
  );
  get('/feeds/areas/:file{.+\\.ics}', ICS_TYPE, async (ctx, c, query) => {
    const { area } = await getArea(ctx, { code: fileStem(c) });
    return calendar(c, await telling(ctx, query), at(area.name), await promised(ctx, { area: area.code }));
  });
  get('/feeds/venues/:file{.+\\.ics}', ICS_TYPE, async (ctx, c, query) => {
    const venue = await getVenue(ctx, { id: fileStem(c) });
    return calendar(c, await telling(ctx, query), at(venue.name), await promised(ctx, { venue: venue.id }));
  });
  get('/feeds/sessions/:file{.+\\.ics}', ICS_TYPE, async (ctx, c, query) => {
    const { session } = await getSession(ctx, { id: fileStem(c) });
    return calendar(c, await telling(ctx, query), at(session.venue.name), [session]);
  });
}

/** @throws Invalid naming the slots that the office has */
async function expectSlot(ctx: Context, slot: string | undefined): Promise<void> {
  if (slot === undefined) return;
  const ids = (await currentTimetable(ctx)).slots.map(({ id }) => id);
  if (ids.includes(slot)) return;
  const message = `must be one of ${ids.join(', ')}`;
  throw new Invalid('The parameters are not right.', [{ field: 'slot', value: slot, code: 'unknown', message }]);
}

interface BulkParts {
  contextOf: () => Context;
  originOf: (c: HonoContext) => string;
  feedDirectory: string | undefined;
}

/** From the timetable; where it cannot be read, from the files. */
function addBulk(app: Hono, { contextOf, originOf, feedDirectory }: BulkParts): void {
  const answer = async (c: HonoContext, name: BulkName): Promise<string | Bytes> => {
    try {
      return (await bulkFeed(contextOf(), originOf(c)))[name];
    } catch (error) {
      if (feedDirectory === undefined) throw error;
      return readFile(join(feedDirectory, name)).catch(() => Promise.reject(error));
    }
  };
  for (const name of bulkNames) {
    const type = name.endsWith('.ndjson') ? NDJSON_TYPE : JSON_TYPE;
    app.get(`/feeds/${name}`, async (c) => respond(c, await answer(c, name), type));
  }
}

/** Also what has moved elsewhere: a subscribed calendar must show where to. */
async function promised(ctx: Context, question: FindSessions): Promise<Session[]> {
  const { sessions, movedAway } = await findSessions(ctx, { ...question, ...WHOLE });
  return [...sessions, ...movedAway];
}

/** `33.72.01.1001` of `33.72.01.1001.ics`. */
function fileStem(c: HonoContext): string {
  const file = c.req.param('file');
  if (!file) throw new NotFound('There is no such feed.');
  return file.replace(/\.(ics|rss)$/, '');
}
