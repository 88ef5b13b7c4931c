import type { IncomingMessage, ServerResponse } from 'node:http';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { giveProblem } from './problem.ts';

/** Far above what an office behind one address does, far below what hurts. */
export const WRITES_PER_MINUTE = 600;

const harmless = new Set(['GET', 'HEAD', 'OPTIONS']);

export function mayChange({ method = 'GET' }: IncomingMessage): boolean {
  return !harmless.has(method);
}

/** Answers 429 itself and returns false where the address has written too often. */
export function writeLimit(
  writesPerMinute: number,
): (request: IncomingMessage, response: ServerResponse, address: string) => Promise<boolean> {
  const limiter = new RateLimiterMemory({ points: writesPerMinute, duration: 60 });
  return async (request, response, address) => {
    if (!mayChange(request)) return true;
    try {
      await limiter.consume(address);
      return true;
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      const waitSeconds = Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
      const detail = `Too many changes from this address. Wait ${waitSeconds} seconds.`;
      const problem = { status: 429, title: 'Too many requests', detail };
      giveProblem(response, problem, { 'Retry-After': `${waitSeconds}` });
      return false;
    }
  };
}
