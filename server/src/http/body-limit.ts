import type { HttpBindings } from '@hono/node-server';
import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { problemResponse } from './problem.ts';

const MEGABYTE = 1_048_576;

/** Answers 413 where more is sent, whether or not its length was said beforehand. */
export function limitBody(megabytes: number): MiddlewareHandler {
  const detail = `At most ${megabytes} MB can be sent here.`;
  const limit = bodyLimit({
    maxSize: megabytes * MEGABYTE,
    onError: () => problemResponse({ status: 413, title: 'Too large', detail }),
  });
  return (c, next) => {
    const { incoming } = c.env as Partial<HttpBindings>;
    const hasLength = c.req.header('content-length') !== undefined;
    const isChunked = c.req.header('transfer-encoding') !== undefined;
    // RFC 9112, 6.3: without either there is no body, though for Hono every method but GET and HEAD has one.
    if (incoming && !hasLength && !isChunked) return next();
    if (isChunked && c.req.raw.body) {
      // bodyLimit copies the request, which works with the platform's own and not with the adapter's.
      const { url, method, headers, body, signal } = c.req.raw;
      const pieces = { method, headers: new Headers(headers), body, signal, duplex: 'half' as const };
      c.req.raw = new Request(url, pieces);
    }
    return limit(c, next);
  };
}
