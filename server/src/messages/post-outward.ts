import { lookup as lookupOfSystem } from 'node:dns';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { BlockList, type LookupFunction } from 'node:net';

export interface Answer {
  status: number;
  headers: IncomingMessage['headers'];
  /** At most 16 kB of it. */
  text: string;
}

export interface Posting {
  headers: Record<string, string | number>;
  body: string | Buffer;
  /** For the whole of it, whatever the other side does or leaves undone. */
  timeoutMillis: number;
  /** Addresses of this machine and of the network it stands in are refused: whoever gave the address is not known. */
  publicOnly: boolean;
}

const MOST_CHARACTERS = 16_384;

const ownNetwork = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  ownNetwork.addSubnet(net, bits, 'ipv4');
}
for (const [net, bits] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  ownNetwork.addSubnet(net, bits, 'ipv6');
}

const lookupPublic: LookupFunction = (hostname, options, callback) => {
  lookupOfSystem(hostname, { ...options, all: true }, (error, found) => {
    const outside = error ? [] : found.filter(({ address, family }) => !isOwn(address, family));
    const first = outside[0];
    if (error || !first) callback(error ?? new Error('not a public address'), '', 0);
    else if (options.all) callback(null, outside);
    else callback(null, first.address, first.family);
  });
};

function isOwn(address: string, family: number): boolean {
  return ownNetwork.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

/** One POST. @throws Error where no whole answer came in time; its text has no address in it */
export function postOutward(url: string, { headers, body, timeoutMillis, publicOnly }: Posting): Promise<Answer> {
  const request = url.startsWith('https:') ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const deadline = AbortSignal.timeout(timeoutMillis);
    const fail = (error: NodeJS.ErrnoException) => reject(new Error(deadline.aborted ? 'timeout' : shortly(error)));
    const posting = request(
      url,
      {
        method: 'POST',
        headers: { ...headers, 'Content-Length': Buffer.byteLength(body) },
        signal: deadline,
        agent: false,
        ...(publicOnly ? { lookup: lookupPublic } : {}),
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => {
          if (text.length < MOST_CHARACTERS) text += part;
        });
        response.on('error', fail);
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
      },
    );
    posting.on('error', fail);
    posting.end(body);
  });
}

function shortly({ code }: NodeJS.ErrnoException): string {
  return code ?? 'no answer';
}

/** Milliseconds of a Retry-After in seconds; undefined for none or a date. */
export function retryAfterMillis({ headers }: Answer): number | undefined {
  const seconds = Number(headers['retry-after']);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : undefined;
}
