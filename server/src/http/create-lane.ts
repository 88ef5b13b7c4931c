import type { IncomingMessage, ServerResponse } from 'node:http';
import { CLIENT_ADDRESS_HEADER } from '../auth/sign-in.ts';
import { writesSoFar } from '../db/write-lock.ts';
import { timetableSource } from '../sessions/timetable-source.ts';
import { AnswerLane } from './answer-lane.ts';
import { capture } from './captured-response.ts';
import { LANGUAGE_COOKIE } from './public-reading.ts';
import { SourceWatch } from './source-watch.ts';
import type { World } from './world.ts';

/** Of what a reader sends, what would change the answer's form and not what it says. */
const ofTheLine = new Set([
  'accept-encoding',
  'if-none-match',
  'if-modified-since',
  'range',
  'connection',
  'expect',
  'transfer-encoding',
]);

/** The lane over the office's timetable; `handle` makes what is not kept. */
export function createLane(
  world: World,
  origin: URL,
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): AnswerLane {
  const ctx = { ...world, actor: null };
  const forAll = {
    host: origin.host,
    'x-forwarded-proto': origin.protocol.slice(0, -1),
    accept: 'text/html, */*;q=0.5',
    [CLIENT_ADDRESS_HEADER]: 'everybody',
  };
  return new AnswerLane({
    watch: new SourceWatch({ ask: () => timetableSource(ctx), commits: writesSoFar, now: world.now }),
    renderForAll({ url, language }) {
      const headers = language ? { ...forAll, cookie: `${LANGUAGE_COOKIE}=${language}` } : forAll;
      return capture(handle, { url, headers });
    },
    renderFor({ url = '/', headers }, body) {
      const told = Object.entries(headers).filter(([name]) => !ofTheLine.has(name));
      const plain = Object.fromEntries(told.map(([name, value]) => [name, `${value}`]));
      return capture(handle, { url, headers: body ? { ...plain, 'content-length': `${body.length}` } : plain, body });
    },
  });
}
