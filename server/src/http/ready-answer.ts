import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { hashOf } from '../clock/hash-of.ts';
import type { Encoding } from './accepted-encoding.ts';
import type { CapturedAnswer } from './captured-response.ts';
import { giveProblem } from './problem.ts';

/** Goes over the line as it is. */
export interface ReadyAnswer {
  status: number;
  /** Names and values in turn. */
  headers: string[];
  /** Those of a 304. */
  unchangedHeaders: string[];
  etag: string | null;
  body: Buffer;
}

const compressible = /^(text\/|image\/svg\+xml|application\/(json|xml|javascript|[\w.-]+\+(json|xml)|x-ndjson))/;
/** Below it, what is saved is less than the line's smallest piece. */
const LEAST_COMPRESSED_BYTES = 500;
const ofTheBodyAlone = new Set(['content-length', 'content-encoding', 'content-type', 'transfer-encoding']);
const madeAnew = new Set(['content-length', 'transfer-encoding', 'etag', 'connection', 'keep-alive', 'date', 'vary']);

const compressors = {
  br: (body: Buffer) =>
    promisify(brotliCompress)(body, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 6, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
    }),
  gzip: (body: Buffer) => promisify(gzip)(body),
};

/** Weak, as it is the same whatever the encoding. */
export async function etagOf({ status, headers, body }: CapturedAnswer): Promise<string | null> {
  if (status !== 200 || /no-store/.test(String(headers['cache-control'] ?? ''))) return null;
  return `W/"${await hashOf(body, { algorithm: 'sha1', as: 'base64url' })}"`;
}

/** True for what everybody may get again. */
export function mayBeKept({ status, headers }: CapturedAnswer): boolean {
  const caching = String(headers['cache-control'] ?? '');
  return status === 200 && headers['set-cookie'] === undefined && !/private|no-store/.test(caching);
}

/** Compresses off the event loop. */
export async function readyAnswer(
  answer: CapturedAnswer,
  encoding: Encoding,
  etag: string | null,
): Promise<ReadyAnswer> {
  const { status, headers, body: plain } = answer;
  const isPacked = headers['content-encoding'] !== undefined;
  const type = String(headers['content-type'] ?? '');
  const worthIt = !isPacked && plain.length >= LEAST_COMPRESSED_BYTES && compressible.test(type);
  const body = encoding !== 'identity' && worthIt ? await compressors[encoding](plain) : plain;
  const pairs = Object.entries(headers)
    .filter(([name]) => !madeAnew.has(name))
    .flatMap(([name, value]) => [value ?? ''].flat().map((one): [string, string] => [name, String(one)]));
  pairs.push(['vary', varyOf(headers.vary)]);
  if (etag) pairs.push(['etag', etag]);
  const ofBody: string[] = body === plain ? [] : ['content-encoding', encoding];
  const hasBody = status !== 204 && status !== 304;
  return {
    status,
    headers: [...pairs.flat(), ...ofBody, ...(hasBody ? ['content-length', `${body.length}`] : [])],
    unchangedHeaders: pairs.filter(([name]) => !ofTheBodyAlone.has(name)).flat(),
    etag,
    body,
  };
}

function varyOf(vary: unknown): string {
  const named = String(vary ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name && name.toLowerCase() !== 'accept-encoding');
  return ['Accept-Encoding', ...named].join(', ');
}

/** Sends it, or 304 to whoever has it already. */
export function give(request: IncomingMessage, response: ServerResponse, ready: ReadyAnswer): void {
  if (response.destroyed) return;
  const asked = request.method === 'POST' ? undefined : request.headers['if-none-match'];
  if (asked !== undefined && ready.etag !== null && matches(asked, ready.etag)) {
    response.writeHead(304, ready.unchangedHeaders).end();
    return;
  }
  response.writeHead(ready.status, ready.headers);
  if (request.method === 'HEAD') response.end();
  else response.end(ready.body);
}

const RETRY_SECONDS = 2;

export function giveRefusal(response: ServerResponse): void {
  const detail = `Too much is asked at once. Try again in ${RETRY_SECONDS} seconds.`;
  giveProblem(response, { status: 503, title: 'Too busy', detail }, { 'Retry-After': `${RETRY_SECONDS}` });
}

/** The line is closed, as the rest of what was sent is not read. */
export function giveTooLarge(response: ServerResponse, mostBytes: number): void {
  const detail = `At most ${mostBytes} bytes can be sent here.`;
  giveProblem(response, { status: 413, title: 'Too large', detail }, { Connection: 'close' });
}

/** RFC 9110, 13.1.2: weak comparison with a list, or `*`. */
function matches(asked: string, etag: string): boolean {
  if (asked === etag || asked.trim() === '*') return true;
  const plain = (tag: string) => tag.trim().replace(/^W\//, '');
  return asked.split(',').some((tag) => plain(tag) === plain(etag));
}
