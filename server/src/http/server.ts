import { randomUUID } from 'node:crypto';
import http, { type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { performance } from 'node:perf_hooks';
import { getRequestListener } from '@hono/node-server';
import compression from 'compression';
import { CLIENT_ADDRESS_HEADER, type SignIn } from '../auth/sign-in.ts';
import type { Settings } from '../env.ts';
import { outageAgeSeconds } from '../sessions/timetable-source.ts';
import { createApp } from './app.ts';
import { settleClient } from './client-address.ts';
import { createLane } from './create-lane.ts';
import { FAIR_QUEUE_LIMITS, FairQueue } from './fair-queue.ts';
import { dropStalled, LINE_LIMITS, type LineLimits, serverOptions, sparePatient } from './line-limits.ts';
import type { Metrics } from './metrics.ts';
import { isPassedOn, METRICS_PATH, METRICS_REFUSED, mayReadMetrics } from './metrics-reader.ts';
import { isOpenToAll, OPEN_HEADERS } from './open-to-all.ts';
import { createPlatform, type Platform } from './platform.ts';
import { giveProblem } from './problem.ts';
import { isPublicPath, isSignedIn } from './public-reading.ts';
import {
  asksHealth,
  isApiPath,
  loggedPath,
  opensByBeingKnown,
  pathOf,
  routeOf,
  TAKE_PATH,
  toldTicket,
} from './request-route.ts';
import { securityHeaders } from './security-headers.ts';
import { createTakeLane } from './take-lane.ts';
import { Turn } from './turn.ts';
import type { World } from './world.ts';
import { mayChange, WRITES_PER_MINUTE, writeLimit } from './write-limit.ts';

/** SvelteKit's handler: answers every page and asset, or calls `next`. */
export type Pages = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

export interface ServerParts {
  world: World;
  signIn: SignIn;
  metrics: Metrics;
  settings: Pick<Settings, 'origin' | 'trustProxy' | 'mapTiles'> &
    Partial<Pick<Settings, 'feedDirectory' | 'messageWebhookSecret' | 'metricsToken'>>;
  pages: Pages;
  /** Paths that `pages` answers from the disk. */
  pageFiles?: ReadonlySet<string>;
  writesPerMinute?: number;
}

const compress = compression({
  filter: (request, response) =>
    !String(response.getHeader('content-type')).startsWith('text/event-stream') &&
    compression.filter(request as never, response as never),
}) as unknown as Pages;

function answerFailure(response: ServerResponse): void {
  if (response.headersSent) return void response.destroy();
  giveProblem(response, { status: 500, title: 'Our failure', detail: 'Something failed on our side.' });
}

/** Of what is not answered from memory alone: its number, its time, its line in the log. */
function followRequest({ world, metrics }: ServerParts, request: IncomingMessage, response: ServerResponse): void {
  const began = performance.now();
  const id = randomUUID();
  const path = pathOf(request.url);
  const route = routeOf(path);
  response.setHeader('X-Request-Id', id);
  response.once('close', () => {
    const millis = performance.now() - began;
    metrics.observeRequest(route, request.method ?? '', response.statusCode, millis / 1000);
    if (route === 'asset' || route === 'health') return;
    const { statusCode: status, writableFinished } = response;
    const line = { id, method: request.method, path: loggedPath(path), status, millis: Math.round(millis) };
    world.log.info(writableFinished ? line : { ...line, broken: true }, 'request');
  });
}

const openHeaders = Object.entries(OPEN_HEADERS);

type Handler = (request: IncomingMessage & { jemput?: Platform }, response: ServerResponse) => Promise<void>;

/** Answers anything, for a client whose address and protocol are settled. */
function createHandler(parts: ServerParts): Handler {
  const { settings, pages } = parts;
  const api = getRequestListener(createApp(parts).fetch, { overrideGlobalObjects: false });
  const setSecurityHeaders = securityHeaders(new URL(settings.origin));
  return async (request, response) => {
    const path = pathOf(request.url);
    setSecurityHeaders(request, response, path);
    if (isApiPath(path)) return void (await api(request, response));
    if (isPublicPath(path)) response.setHeader('Cache-Control', 'no-cache').setHeader('Vary', 'Cookie');
    if (isSignedIn(request)) response.setHeader('Cache-Control', 'private, no-cache');
    if (opensByBeingKnown(path)) keepApart(response);
    request.jemput = createPlatform(parts, String(request.headers[CLIENT_ADDRESS_HEADER]));
    pages(request, response, () => {
      response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' });
      response.end('404');
    });
  };
}

/** What a link opens that nobody else knows is in no cache and no search. */
function keepApart(response: ServerResponse): void {
  response.setHeader('Cache-Control', 'no-store').setHeader('X-Robots-Tag', 'noindex, nofollow');
}

/** Answers that are one reader's alone have turns of their own, beside those of what is public. */
const OWN_ANSWERS = { ...FAIR_QUEUE_LIMITS, waiting: 5000 };

/**
 * The listener of the whole product: API, feeds and pages on one port.
 *
 * @param open gets the answers that are under way
 */
export function createListener(
  parts: ServerParts,
  open = new Set<ServerResponse>(),
): (request: IncomingMessage, response: ServerResponse) => void {
  const { settings, world, metrics, pageFiles } = parts;
  const { metricsToken = null } = settings;
  const origin = new URL(settings.origin);
  const handle = createHandler(parts);
  const mayWrite = writeLimit(parts.writesPerMinute ?? WRITES_PER_MINUTE);
  const lane = createLane(world, origin, handle);
  const takeLane = createTakeLane({ world, origin: settings.origin, countAsked: metrics.countAsked });
  const queue = new FairQueue(OWN_ANSWERS);
  const setSecurityHeaders = securityHeaders(origin);
  metrics.followLane(() => lane.figures());

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const passedOn = !settings.trustProxy && isPassedOn(request);
    const address = settleClient(request, origin, settings.trustProxy);
    const { authorization } = request.headers;
    const path = pathOf(request.url);
    if (isOpenToAll(path)) for (const [name, value] of openHeaders) response.setHeader(name, value);
    const told = toldTicket(path);
    if ((path === TAKE_PATH && request.method === 'POST') || (told !== null && request.method === 'GET')) {
      setSecurityHeaders(request, response, path);
      keepApart(response);
      return told === null ? takeLane.take(request, response, address) : takeLane.tell(response, told);
    }
    const isPublic = isPublicPath(path);
    if (isPublic && (request.method === 'GET' || request.method === 'HEAD'))
      return lane.read(request, response, address);
    if (isPublic && request.method === 'POST') return lane.ask(request, response, address);
    if (path === METRICS_PATH && !mayReadMetrics({ address, isPassedOn: passedOn, authorization }, metricsToken))
      return giveProblem(response, METRICS_REFUSED);
    if (!(await mayWrite(request, response, address))) return;
    const make = () =>
      compress(request, response, () => handle(request, response).catch((error) => fail(response, error)));
    if (mayChange(request) || pageFiles?.has(path) || asksHealth(path)) make();
    else queue.add(address, new Turn(response, make));
  };
  const fail = (response: ServerResponse, error: unknown) => {
    world.log.error({ err: error }, 'request failed');
    answerFailure(response);
  };

  return (request, response) => {
    const age = outageAgeSeconds(world);
    if (age !== null && isPublicPath(pathOf(request.url))) response.setHeader('Age', age);
    if (lane.giveKept(request, response)) return;
    open.add(response);
    response.once('close', () => open.delete(response));
    sparePatient(response);
    followRequest(parts, request, response);
    answer(request, response).catch((error) => fail(response, error));
  };
}

/** Lines that wait to be taken up: as many as the system lets, for the minute in which a whole city is told. */
const BACKLOG = 4096;
const IDLE_LOOK_MILLIS = 50;

export interface Serving {
  server: Server;
  port: number;
  /** Takes no more requests, ends event streams, waits for the rest at most `waitMillis`. */
  stop(waitMillis?: number): Promise<void>;
}

/** @throws Error with code EADDRINUSE where the port is taken */
export async function serve(
  parts: ServerParts,
  { host, port, limits = LINE_LIMITS }: Pick<Settings, 'host' | 'port'> & { limits?: LineLimits },
): Promise<Serving> {
  const open = new Set<ServerResponse>();
  const server = http.createServer(serverOptions(limits), createListener(parts, open));
  dropStalled(server, limits);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host, backlog: BACKLOG }, resolve);
  });
  const address = server.address();
  return {
    server,
    port: typeof address === 'object' && address ? address.port : port,
    stop: (waitMillis = 10_000) => stop(server, open, waitMillis),
  };
}

function stop(server: Server, open: Set<ServerResponse>, waitMillis: number): Promise<void> {
  return new Promise((resolve) => {
    const patience = setTimeout(() => server.closeAllConnections(), waitMillis);
    const idle = setInterval(() => server.closeIdleConnections(), IDLE_LOOK_MILLIS);
    server.close(() => {
      clearTimeout(patience);
      clearInterval(idle);
      resolve();
    });
    for (const response of open) {
      if (String(response.getHeader('content-type')).startsWith('text/event-stream')) response.destroy();
    }
    server.closeIdleConnections();
  });
}
