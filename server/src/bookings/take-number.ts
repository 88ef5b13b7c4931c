import { setTimeout } from 'node:timers/promises';
import type { TakeNumber, Taken } from '@jemput/shared/bookings/take-number';
import { ticketLabel } from '@jemput/shared/bookings/ticket';
import { and, inArray, isNull, lte } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { type Database, inTransaction } from '../db/open.ts';
import { queues, tickets } from '../db/schema/bookings.ts';
import type { AskedFrom } from './ask-from.ts';
import { layOut } from './lay-out-places.ts';
import { type PreparedRequest, prepareRequest } from './prepare-request.ts';
import { type Decided, takeBatch } from './take-batch.ts';
import { tellSoon } from './tell-queues.ts';
import { tokenOf } from './ticket-token.ts';

interface Waiting {
  ctx: Context;
  request: PreparedRequest;
  resolve(taken: Taken): void;
  reject(error: unknown): void;
}

/** Requests that wait for the next transaction of a database, and whether one is under way. */
interface Line {
  waiting: Waiting[];
  isTaking: boolean;
}

/** As many at once that readers wait some hundredths of a second between two transactions. */
const BATCH = 250;
/** Whoever asks within the same moment is in the same transaction, and readers have their turn before the next. */
const TOGETHER_MILLIS = 4;

const lines = new WeakMap<Database, Line>();

/**
 * Gives a number, a chance in the draw or a place on the waiting list, or says why not. Whoever asks meanwhile is judged in the next
 * transaction together, in order of coming; what is answered is read from the committed row. The same request twice is one ticket.
 */
export async function takeNumber(ctx: Context, input: TakeNumber, from: AskedFrom): Promise<Taken> {
  const request = prepareRequest(ctx, input, from);
  if ('refusal' in request) return { outcome: 'refused', ...request };
  const line = lines.get(ctx.db) ?? { waiting: [], isTaking: false };
  lines.set(ctx.db, line);
  return new Promise((resolve, reject) => {
    line.waiting.push({ ctx, request, resolve, reject });
    if (!line.isTaking) void takeAll(line);
  });
}

async function takeAll(line: Line): Promise<void> {
  line.isTaking = true;
  while (line.waiting.length > 0) {
    await setTimeout(TOGETHER_MILLIS);
    await takeSome(line.waiting.splice(0, BATCH));
  }
  line.isTaking = false;
}

/** One transaction for all; where it fails, one each, so that nobody fails for another's fault. */
async function takeSome(some: readonly Waiting[]): Promise<void> {
  const ctx = some[0]?.ctx;
  if (!ctx) return;
  try {
    const answers = await takeTogether(
      ctx,
      some.map(({ request }) => request),
    );
    for (const [at, { resolve }] of some.entries()) resolve(answers[at] as Taken);
  } catch (error) {
    if (some.length === 1) return some[0]?.reject(error);
    for (const one of some) await takeSome([one]);
  }
}

async function takeTogether(ctx: Context, requests: readonly PreparedRequest[]): Promise<Taken[]> {
  await layOutMissing(ctx, [...new Set(requests.map(({ sessionId }) => sessionId))]);
  const decided = await inTransaction(ctx, (tx) => takeBatch({ ...ctx, db: tx }, requests));
  const changed = decided.flatMap((one, at) =>
    'ticketId' in one && !one.repeated ? (requests[at]?.sessionId ?? []) : [],
  );
  for (const sessionId of new Set(changed)) tellSoon(ctx, sessionId);
  return answersOf(ctx, decided);
}

/** The minute's task comes up to a minute late; whoever asks in the first second need not wait for it. */
async function layOutMissing(ctx: Context, sessionIds: string[]): Promise<void> {
  const missing = await ctx.db
    .select({ id: queues.sessionId })
    .from(queues)
    .where(and(inArray(queues.sessionId, sessionIds), isNull(queues.laidOutAt), lte(queues.opensAt, ctx.now())));
  if (missing.length === 0) return;
  await layOut(
    ctx,
    missing.map(({ id }) => id),
  );
}

/** Says what stands in the committed rows. */
async function answersOf(ctx: Context, decided: readonly Decided[]): Promise<Taken[]> {
  const ids = decided.flatMap((one) => ('ticketId' in one ? one.ticketId : []));
  const rows =
    ids.length === 0
      ? []
      : await ctx.db
          .select({ id: tickets.id, state: tickets.state, series: tickets.series, number: tickets.number })
          .from(tickets)
          .where(inArray(tickets.id, ids));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return decided.map((one): Taken => {
    if (!('ticketId' in one)) return one;
    const row = byId.get(one.ticketId);
    if (!row) throw new Error('A number was given and is not there.');
    const { series, number, state } = row;
    const outcome = state === 'entered' || state === 'waiting_list' ? state : 'number';
    const label = series && number !== null ? ticketLabel({ series, number }) : null;
    return { outcome, token: tokenOf(ctx.secret, 'ticket', row.id), label, repeated: one.repeated };
  });
}
