import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { WordLanguage } from '@jemput/shared/messages/words/word-keys';
import type { FindSessions } from '@jemput/shared/sessions/find-sessions';
import type { Session } from '@jemput/shared/sessions/session';
import { Hono, type Context as HonoContext } from 'hono';
import { cors } from 'hono/cors';
import type { Context } from '../context.ts';
import { readDraw } from '../draws/read-draw.ts';
import { type Fault, NotFound } from '../errors.ts';
import { driversOfSession } from '../forecast/drivers-of-session.ts';
import { EXPOSED_HEADERS } from '../http/open-to-all.ts';
import { problemResponse } from '../http/problem.ts';
import { getArea, listAreas } from '../places/areas.ts';
import { getVenue, listVenues } from '../places/public-venues.ts';
import { contradictions, findSessions } from '../sessions/find-sessions.ts';
import { getSession } from '../sessions/get-session.ts';
import { hundredths } from '../sessions/list-session.ts';
import { readProgress } from '../sessions/read-progress.ts';
import { sessionsBetween } from '../sessions/sessions-between.ts';
import { currentTimetable } from '../sessions/timetable-snapshot.ts';
import { outageAsOf } from '../sessions/timetable-source.ts';
import { problemOf, respond } from './answer.ts';
import { bulkFeed, bulkNames, changesNdjson } from './bulk-feed.ts';
import { type Bytes, bytesOf } from './bytes-of.ts';
import { cityOf28Days } from './city-28-days.ts';
import { feedKinds, JSON_TYPE } from './feed-kinds.ts';
import { openapi } from './openapi.ts';
import { parseQuery } from './parse-query.ts';
import {
  type Asked,
  changesQuestion,
  type languageQuestion,
  MOST_CHANGES,
  nothing,
  type Question,
  sessionsQuestion,
} from './questions.ts';
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

type Answer = Promise<string | Bytes>;

interface Asking<Q extends Question> {
  question: Q;
  type?: string;
  /** Of parameters that are right each by itself. */
  faults?: (ctx: Context, asked: Asked<Q>) => Promise<Fault[]>;
}

type Get = <Q extends Question>(
  path: string,
  asking: Asking<Q>,
  make: (ctx: Context, asked: Asked<Q>, c: HonoContext) => Answer,
) => void;

/** @param path below /feeds, as feed-kinds.ts has it */
type Feed = (path: string, make: (ctx: Context, c: HonoContext, language: WordLanguage) => Answer) => void;

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
  const get: Get = (path, { question, type = JSON_TYPE, faults = async () => [] }, make) =>
    app.get(path, async (c) => {
      const ctx = contextOf();
      const asked = await parseQuery(new URL(c.req.url).searchParams, question, (read) => faults(ctx, read));
      return respond(c, await make(ctx, asked, c), type);
    });
  const feed: Feed = (path, make) => {
    const kind = feedKinds.find((one) => one.path === path);
    if (!kind) throw new Error(`feed-kinds.ts does not describe ${path}.`);
    get(`/feeds/${path.replace(/\{\w+\}(\.\w+)$/, ':file{.+\\$1}')}`, kind, (ctx, asked, c) => {
      const { lang = 'id' }: Asked<typeof languageQuestion> = asked;
      return make(ctx, c, lang);
    });
  };
  const originOf = (c: HonoContext) => origin ?? new URL(c.req.url).origin;
  addApi(get);
  addFeeds(feed);
  addSpoken(feed, originOf);
  addBulk(feed, { originOf, feedDirectory });
  for (const path of ['/api/v1/*', '/feeds/*']) app.all(path, (c) => refusal(c));
  app.onError((error) => problemOf(contextOf(), error));
  return app;
}

/** Of what no address above answers. */
function refusal({ req }: HonoContext): Response {
  if (!allowMethods.includes(req.method)) {
    const problem = { status: 405, title: 'Not allowed', detail: 'This is read only.' };
    return problemResponse(problem, { Allow: allowMethods.join(', ') });
  }
  return problemResponse({ status: 404, title: 'Not found', detail: `There is nothing at ${req.path}.` });
}

function addApi(get: Get): void {
  get('/api/v1/sessions', { question: sessionsQuestion, faults: sessionsFaults }, async (ctx, asked) =>
    JSON.stringify(await findSessions(ctx, asked)),
  );
  get('/api/v1/sessions/:id', { question: nothing }, async (ctx, _, c) => {
    const { session, alternatives } = await getSession(ctx, { id: c.req.param('id') ?? '' });
    const expected = { ...session.expected, ...(await driversOfSession(ctx, session)) };
    return JSON.stringify({ ...session, expected, alternativeSessions: alternatives });
  });
  get('/api/v1/sessions/:id/draw', { question: nothing }, async (ctx, _, c) =>
    JSON.stringify(await readDraw(ctx, { id: c.req.param('id') ?? '' })),
  );
  get('/api/v1/verify-draw.mjs', { question: nothing, type: 'text/plain; charset=utf-8' }, () =>
    readFile(verifyDrawScript, 'utf8'),
  );
  get('/api/v1/venues', { question: nothing }, async (ctx) =>
    JSON.stringify({ venues: await listVenues(ctx), asOf: await outageAsOf(ctx) }),
  );
  get('/api/v1/areas', { question: nothing }, async (ctx) =>
    JSON.stringify({ areas: await listAreas(ctx, {}), asOf: await outageAsOf(ctx) }),
  );
  get('/api/v1/changes', { question: changesQuestion }, async (ctx, { since = 0, limit = MOST_CHANGES }) =>
    JSON.stringify({ ...(await readChanges(ctx, { since, limit })), asOf: await outageAsOf(ctx) }),
  );
  get('/api/v1/progress', { question: nothing }, async (ctx) => {
    const { planned, ...progress } = await readProgress(ctx);
    const rounded = planned.map(({ date, mean, low, high }) => {
      return { date, mean: hundredths(mean), low: hundredths(low), high: hundredths(high) };
    });
    return JSON.stringify({ ...progress, planned: rounded });
  });
  get('/api/v1/openapi.json', { question: nothing }, () => Promise.resolve(JSON.stringify(openapi)));
}

function addFeeds(feed: Feed): void {
  feed('sessions.geojson', async (ctx) => bytesOf(toGeojson(await sessionsBetween(ctx))));
  feed('sessions.csv', async (ctx) => bytesOf(toCsv(await sessionsBetween(ctx))));
  feed('changes.ndjson', changesNdjson);
  feed('sessions.ndjson', async (ctx) => bytesOf(toNdjson(await sessionsBetween(ctx))));
  feed('city-28-days.json', cityOf28Days);
}

/** What people subscribe to, in the language that its address asks for. */
function addSpoken(feed: Feed, originOf: (c: HonoContext) => string): void {
  type Tell = (telling: Telling) => string;
  const everywhere: Tell = ({ words }) => words.everywhere;
  const at =
    (place: string): Tell =>
    ({ words }) =>
      fill(words.somewhere, { place });
  const rss = (c: HonoContext, told: Telling, page: string, title: Tell, sessions: Iterable<Session>) =>
    bytesOf(toRss(sessions, { page, title: title(told), origin: originOf(c), path: c.req.path, telling: told }));
  const calendar = (c: HonoContext, told: Telling, name: Tell, sessions: Iterable<Session>) =>
    bytesOf(toIcs(sessions, { name: name(told), origin: originOf(c), path: c.req.path, telling: told }));
  feed('sessions.rss', async (ctx, c, language) =>
    rss(c, await tellingIn(ctx, language), '/', everywhere, await sessionsBetween(ctx)),
  );
  feed('areas/{code}.rss', async (ctx, c, language) => {
    const { area } = await getArea(ctx, { code: fileStem(c) });
    const sessions = await promised(ctx, { area: area.code });
    return rss(c, await tellingIn(ctx, language), `/wilayah/${area.code}`, at(area.name), sessions);
  });
  feed('all.ics', async (ctx, c, language) =>
    calendar(c, await tellingIn(ctx, language), everywhere, await sessionsBetween(ctx)),
  );
  feed('areas/{code}.ics', async (ctx, c, language) => {
    const { area } = await getArea(ctx, { code: fileStem(c) });
    return calendar(c, await tellingIn(ctx, language), at(area.name), await promised(ctx, { area: area.code }));
  });
  feed('venues/{id}.ics', async (ctx, c, language) => {
    const venue = await getVenue(ctx, { id: fileStem(c) });
    return calendar(c, await tellingIn(ctx, language), at(venue.name), await promised(ctx, { venue: venue.id }));
  });
  feed('sessions/{id}.ics', async (ctx, c, language) => {
    const { session } = await getSession(ctx, { id: fileStem(c) });
    return calendar(c, await tellingIn(ctx, language), at(session.venue.name), [session]);
  });
}

/** What contradicts itself, and a slot that the office does not have, by the names of those that it has. */
async function sessionsFaults(ctx: Context, asked: Asked<typeof sessionsQuestion>): Promise<Fault[]> {
  const faults = contradictions(asked);
  if (asked.slot === undefined) return faults;
  const ids = (await currentTimetable(ctx)).slots.map(({ id }) => id);
  const fault = { field: 'slot', value: asked.slot, code: 'unknown', message: `must be one of ${ids.join(', ')}` };
  return ids.includes(asked.slot) ? faults : [...faults, fault];
}

interface BulkParts {
  originOf: (c: HonoContext) => string;
  feedDirectory: string | undefined;
}

/** From the timetable; where it cannot be read, from the files. */
function addBulk(feed: Feed, { originOf, feedDirectory }: BulkParts): void {
  for (const name of bulkNames) {
    feed(name, async (ctx, c) => {
      try {
        return (await bulkFeed(ctx, originOf(c)))[name];
      } catch (error) {
        if (feedDirectory === undefined) throw error;
        return readFile(join(feedDirectory, name)).catch(() => Promise.reject(error));
      }
    });
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
