import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { BlockList } from 'node:net';
import type { Problem } from './problem.ts';

export const METRICS_PATH = '/metrics';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

const sayProxied = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'];

/** What says that somebody else's question is passed on: to be looked at before `settleClient` takes it away. */
export function isPassedOn({ headers }: IncomingMessage): boolean {
  return sayProxied.some((name) => headers[name] !== undefined);
}

export interface MetricsReader {
  address: string;
  /** Came by a proxy that is not trusted to say for whom. */
  isPassedOn: boolean;
  authorization: string | undefined;
}

/** How many people wait and what fails is the office's own to know: read on the machine itself, or with the token. */
export function mayReadMetrics(reader: MetricsReader, token: string | null): boolean {
  const { address, authorization = '' } = reader;
  if (token !== null && isSame(authorization, `Bearer ${token}`)) return true;
  return !reader.isPassedOn && loopback.check(address, address.includes(':') ? 'ipv6' : 'ipv4');
}

export const METRICS_REFUSED: Problem = {
  status: 403,
  title: 'Not allowed',
  detail: 'These are told on the machine itself, and elsewhere to whoever sends METRICS_TOKEN as a bearer token.',
};

/** In a time that does not tell how much of it is right. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
