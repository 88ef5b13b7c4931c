import { createHash } from 'node:crypto';
import type { Context as HonoContext } from 'hono';
import type { Context } from '../context.ts';
import { Invalid, NotFound } from '../errors.ts';
import { problemResponse } from '../http/problem.ts';
import { currentTimetable, type Timetable } from '../sessions/timetable-snapshot.ts';

/** A text, a hash of it, and what it is. */
export interface Answer {
  text: string;
  etag: string;
}

/** Sessions end while a text is kept, so that alternatives in it may be so old. */
const KEPT_MILLIS = 60_000;
const MOST_CHARACTERS = 32_000_000;

const kept = new WeakMap<Timetable, { texts: Map<string, Answer>; characters: number }>();

/**
 * The answer to one address, made once a timetable and minute.
 *
 * @param key the address with its parameters
 */
export async function answerOf(ctx: Context, key: string, make: () => Promise<string>): Promise<Answer> {
  const timetable = await currentTimetable(ctx);
  const held = kept.get(timetable) ?? { texts: new Map<string, Answer>(), characters: 0 };
  kept.set(timetable, held);
  const minuteKey = `${Math.floor(ctx.now() / KEPT_MILLIS)} ${key}`;
  const known = held.texts.get(minuteKey);
  if (known) return known;
  const text = await make();
  const answer = { text, etag: `W/"${createHash('sha1').update(text).digest('base64url')}"` };
  if (held.characters > MOST_CHARACTERS) {
    held.texts.clear();
    held.characters = 0;
  }
  held.texts.set(minuteKey, answer);
  held.characters += text.length + minuteKey.length;
  return answer;
}

/** 304 where the asker has it already. */
export function respond(c: HonoContext, { text, etag }: Answer, contentType: string): Response {
  const headers = { ETag: etag, 'Cache-Control': 'public, max-age=15, must-revalidate', Vary: 'Accept-Encoding' };
  const asked = c.req.header('if-none-match');
  if (asked !== undefined && matches(asked, etag)) return c.body(null, 304, headers);
  return c.body(text, 200, { ...headers, 'Content-Type': contentType });
}

/** RFC 9110, 13.1.2: weak comparison with a list, or `*`. */
function matches(asked: string, etag: string): boolean {
  const plain = (tag: string) => tag.trim().replace(/^W\//, '');
  return asked.trim() === '*' || asked.split(',').some((tag) => plain(tag) === plain(etag));
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
  return problemResponse({ status: 500, title: 'Our failure', detail: 'Something failed on our side.' });
}
