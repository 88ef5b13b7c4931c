import type { Context as HonoContext } from 'hono';
import type { Context } from '../context.ts';
import { isDatabaseFailure } from '../db/database-away.ts';
import { Invalid, NotFound } from '../errors.ts';
import { problemResponse, unavailableResponse } from '../http/problem.ts';
import type { Bytes } from './bytes-of.ts';

/** Revalidated at every use: what was published is seen at once. The ETag is http/answer-lane.ts's. */
export function respond(c: HonoContext, body: string | Bytes, contentType: string): Response {
  return c.body(body, 200, { 'Cache-Control': 'public, no-cache', 'Content-Type': contentType });
}

/** RFC 9457: a bad parameter is named, what is not known is 404, trouble of ours is 500 and never an empty list. */
export function problemOf(ctx: Context, error: Error): Response {
  if (error instanceof Invalid) {
    const errors = error.faults.map(({ field, message, value }) => ({ field, message, value }));
    const detail = errors.map(({ field, message }) => `${field} ${message}`).join('; ');
    return problemResponse({ status: 400, title: 'Bad parameter', detail: detail || error.message, errors });
  }
  if (error instanceof NotFound) return problemResponse({ status: 404, title: 'Not known', detail: error.message });
  ctx.log.error({ err: error }, 'a feed failed');
  if (isDatabaseFailure(error)) return unavailableResponse();
  return problemResponse({ status: 500, title: 'Our failure', detail: 'Something failed on our side.' });
}
