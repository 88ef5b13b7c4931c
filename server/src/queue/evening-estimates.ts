import { learnEvening } from '@jemput/shared/queue/evening-so-far';
import { ROOM_CERTAINTY } from '@jemput/shared/queue/full-said';
import { type CallTimes, outlookOf } from '@jemput/shared/queue/wait-range';
import { eq, max } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { queues, ticketEvents } from '../db/schema/bookings.ts';
import { sessions } from '../db/schema/sessions.ts';
import { readEveningSoFar } from './read-evening-so-far.ts';

export type { CallTimes };

export interface EveningEstimates {
  /** Unix milliseconds of the office's clock. */
  asOf: number;
  /** Of every ticket that still waits to be called, present or not, provided that its holder comes. */
  byTicket: ReadonlyMap<string, CallTimes>;
  /** The last in line that is finished by closing with 90 % certainty; null where nobody waits or not even the first is. */
  lastServable: string | null;
  /** True where one person more could not be finished by closing with 95 % certainty without somebody else being left. */
  isFull: boolean;
  /** The chance of that person, 0 … 1. */
  oneMoreShare: number;
  /** As measured tonight and before; the mean that is reckoned with. */
  minutesPerPerson: number;
  /** Desks reckoned with: those open, or those planned before any is. */
  desks: number;
}

/** On the day, what is told is never older, and anew with every event; before it, numbers are still being taken, many a second. */
const FRESH_MILLIS = 30_000;
const FRESH_BEFORE_MILLIS = 120_000;
const SOON_MILLIS = 2 * 60 * 60_000;
const MOST_REMEMBERED = 300;

interface Remembered {
  stamp: string;
  made: Promise<EveningEstimates | null>;
}

const remembered = new Map<string, Remembered>();

/**
 * How the rest of a session's evening is likely to go, from what is known now; null where it gives no numbers, is over or is called off.
 *
 * @throws NotFound
 */
export async function estimatesOf(
  ctx: Pick<Context, 'db' | 'now' | 'zone'>,
  sessionId: string,
): Promise<EveningEstimates | null> {
  const stamp = await stampOf(ctx, sessionId);
  const before = remembered.get(sessionId);
  if (before?.stamp === stamp) return before.made;
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  const made = estimate(ctx, sessionId);
  remembered.set(sessionId, { stamp, made });
  made.catch(() => remembered.delete(sessionId));
  return made;
}

/** The same as long as nothing is known that would change the answer by much. */
async function stampOf({ db, now }: Pick<Context, 'db' | 'now'>, sessionId: string): Promise<string> {
  const [row] = await db
    .select({ startsAt: sessions.startsAt, sequence: sessions.sequence, numbers: queues.numbers })
    .from(sessions)
    .leftJoin(queues, eq(queues.sessionId, sessions.id))
    .where(eq(sessions.id, sessionId));
  const same = `${row?.startsAt}|${row?.sequence}|${row?.numbers}`;
  if (row && row.startsAt * 1000 - now() > SOON_MILLIS) return `${same}|${Math.floor(now() / FRESH_BEFORE_MILLIS)}`;
  const [last] = await db
    .select({ seq: max(ticketEvents.seq) })
    .from(ticketEvents)
    .where(eq(ticketEvents.sessionId, sessionId));
  return `${same}|${Math.floor(now() / FRESH_MILLIS)}|${last?.seq}`;
}

async function estimate(
  ctx: Pick<Context, 'db' | 'now' | 'zone'>,
  sessionId: string,
): Promise<EveningEstimates | null> {
  const soFar = await readEveningSoFar(ctx, sessionId);
  if (!soFar) return null;
  const known = learnEvening(soFar);
  const { calls, lastServable, oneMoreShare } = outlookOf(known);
  const byTicket = new Map<string, CallTimes>();
  known.waiting.forEach(({ id }, at) => {
    const times = calls[at];
    if (times) byTicket.set(id, times);
  });
  return {
    asOf: soFar.now,
    byTicket,
    lastServable: lastServable?.id ?? null,
    isFull: oneMoreShare < ROOM_CERTAINTY,
    oneMoreShare,
    minutesPerPerson: known.service.meanMinutes,
    desks: known.desks.length,
  };
}
