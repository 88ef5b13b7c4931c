import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { challengesAt, isProof } from '@jemput/shared/bookings/proof-of-work';
import type { TakeNumber, Taken } from '@jemput/shared/bookings/take-number';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { firstDevice } from '../bookings/first-device.ts';
import { readTakeForm, type TakeFormFault } from '../bookings/read-take-form.ts';
import { takeNumber } from '../bookings/take-number.ts';
import { viewTicket } from '../bookings/view-ticket.ts';
import { isDatabaseFailure } from '../db/database-away.ts';
import { NotFound } from '../errors.ts';
import { networkOf } from './fair-queue.ts';
import { PROBLEM_TYPE, type Problem, problemText, UNAVAILABLE } from './problem.ts';
import { languageOf } from './public-reading.ts';
import type { World } from './world.ts';

/** Of one network, without a proof of work: a whole carrier may be behind one address. */
const PLAIN_PER_MINUTE = 120;
const MOST_BODY_BYTES = 8192;
const DEVICE_COOKIE = 'jemput_device';
const deviceInCookie = new RegExp(`(?:^|;\\s*)${DEVICE_COOKIE}=([0-9a-f-]{36})(?:;|$)`);
const YEAR_SECONDS = 31_536_000;

export interface TakeLaneParts {
  world: World;
  origin: string;
  /** Called with what became of each request. */
  countAsked?(outcome: string): void;
  plainPerMinute?: number;
}

type Handler = (request: IncomingMessage, response: ServerResponse, address: string) => Promise<void>;

/** Asking for numbers, beside the pages: thousands may in the same second, so nothing is made that a phone does not read. */
export function createTakeLane({ world, origin, countAsked, plainPerMinute = PLAIN_PER_MINUTE }: TakeLaneParts): {
  take: Handler;
  tell(response: ServerResponse, token: string): Promise<void>;
} {
  const limiter = new RateLimiterMemory({ points: plainPerMinute, duration: 60 });
  const isSecure = origin.startsWith('https:');

  const isAllowed = async ({ sessionId, key, proof }: TakeNumber, address: string): Promise<boolean> => {
    if (key && proof && challengesAt(world.secret, sessionId, world.now()).some((one) => isProof(one, key, proof))) {
      return true;
    }
    try {
      await limiter.consume(networkOf(address));
      return true;
    } catch (refused) {
      if (refused instanceof RateLimiterRes) return false;
      throw refused;
    }
  };

  const answered: typeof answer = (request, response, sessionId, taken) => {
    countAsked?.(taken.outcome === 'refused' ? taken.refusal : taken.outcome);
    answer(request, response, sessionId, taken);
  };

  return {
    async take(request, response, address) {
      if (isForeign(request, origin)) {
        return refuse(response, {
          status: 403,
          title: 'Foreign origin',
          detail: 'This was asked for by a page of another site.',
        });
      }
      const body = await bodyOf(request);
      if (body === null) {
        return refuse(response, { status: 413, title: 'Too large', detail: `At most ${MOST_BODY_BYTES} bytes.` });
      }
      const read = readTakeForm(new URLSearchParams(body), world.messaging?.channels ?? []);
      if ('fault' in read) return answered(request, response, read.sessionId, faultOf(read));
      if (!(await isAllowed(read.input, address))) {
        return answered(request, response, read.input.sessionId, { outcome: 'refused', refusal: 'too_many_requests' });
      }
      const device = deviceInCookie.exec(request.headers.cookie ?? '')?.[1];
      const said = { address, userAgent: request.headers['user-agent'] ?? '' };
      const given = device === undefined ? newDevice(world, read.input, said) : { device };
      const from = { ...said, ...given, language: languageOf(request.headers.cookie) || 'id' };
      const taken = await takeNumber({ ...world, actor: null }, read.input, from).catch((error: unknown) =>
        failed(world, error),
      );
      if (taken === null) return refuse(response, { status: 503, title: 'Not available now', detail: UNAVAILABLE });
      if (device === undefined) response.setHeader('Set-Cookie', deviceCookie(given.device, isSecure));
      return answered(request, response, read.input.sessionId, taken);
    },

    async tell(response, token) {
      try {
        const view = await viewTicket({ ...world, actor: null }, token);
        return send(response, 200, JSON.stringify(view), 'application/json; charset=utf-8');
      } catch (error) {
        if (error instanceof NotFound) {
          return refuse(response, { status: 404, title: 'Not found', detail: 'There is no such number.' });
        }
        failed(world, error);
        return refuse(response, { status: 503, title: 'Not available now', detail: UNAVAILABLE });
      }
    },
  };
}

/** Null where the database is away. @throws any other error */
function failed({ log }: World, error: unknown): null {
  log.error({ err: error }, 'a number could not be given or shown');
  if (!isDatabaseFailure(error)) throw error;
  return null;
}

function faultOf({ fault, field }: TakeFormFault): Taken {
  return { outcome: 'refused', refusal: fault, ...(field ? { field } : {}) };
}

/** A browser says which page sent it; programs other than browsers name none. */
function isForeign(request: IncomingMessage, origin: string): boolean {
  const { origin: asked, host = '' } = request.headers;
  return asked !== undefined && ![origin, `http://${host}`, `https://${host}`].includes(asked);
}

async function bodyOf(request: IncomingMessage): Promise<string | null> {
  if (Number(request.headers['content-length'] ?? 0) > MOST_BODY_BYTES) return null;
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > MOST_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** A form with a key of its own is known by that; without one, two taps before the first answer are one device. */
function newDevice(
  { now, secret }: World,
  input: TakeNumber,
  said: { address: string; userAgent: string },
): { device: string; deviceBefore?: string } {
  return input.key ? { device: randomUUID() } : firstDevice({ now: now(), secret }, input, said);
}

function deviceCookie(value: string, isSecure: boolean): string {
  const secure = isSecure ? '; Secure' : '';
  return `${DEVICE_COOKIE}=${value}; Path=/antrean; Max-Age=${YEAR_SECONDS}; HttpOnly; SameSite=Lax${secure}`;
}

/** To a page where a browser asked, as JSON where a script did. */
function answer(request: IncomingMessage, response: ServerResponse, sessionId: string, taken: Taken): void {
  if (request.headers.accept?.includes('application/json')) {
    if (isTooMany(taken)) response.setHeader('Retry-After', '60');
    send(response, statusOf(taken), JSON.stringify(taken), 'application/json; charset=utf-8');
    return;
  }
  response.setHeader('Location', taken.outcome === 'refused' ? formAgain(sessionId, taken) : `/antrean/${taken.token}`);
  send(response, 303, '', 'text/plain; charset=utf-8');
}

function formAgain(sessionId: string, { refusal, field }: Extract<Taken, { outcome: 'refused' }>): string {
  if (sessionId === '') return '/';
  const said = new URLSearchParams({ tolak: refusal, ...(field ? { bidang: field } : {}) });
  return `/jadwal/${encodeURIComponent(sessionId)}/nomor?${said}`;
}

function isTooMany(taken: Taken): boolean {
  return taken.outcome === 'refused' && taken.refusal === 'too_many_requests';
}

function statusOf(taken: Taken): number {
  if (taken.outcome !== 'refused') return 200;
  if (isTooMany(taken)) return 429;
  return taken.field && taken.refusal !== 'household_cap' ? 422 : 409;
}

function send(response: ServerResponse, status: number, body: string, type: string): void {
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) });
  response.end(body);
}

function refuse(response: ServerResponse, problem: Problem): void {
  send(response, problem.status, problemText(problem), PROBLEM_TYPE);
}
