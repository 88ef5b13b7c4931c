import { type Challenge, challengeOf } from '@jemput/shared/bookings/proof-of-work';
import { releaseSchedule } from '@jemput/shared/bookings/release-schedule';
import { instantOf } from '@jemput/shared/calendar/time-zone';
import { eq } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { queues } from '../db/schema/bookings.ts';
import { sessions } from '../db/schema/sessions.ts';
import { NotFound } from '../errors.ts';
import { readQueueSettings } from './read-settings.ts';

/** What a form for a number must know, the same for everybody who asks. */
export interface Asking {
  mostPeople: number;
  /** Calls after which somebody who was late comes in again. */
  reenterAfter: number;
  offerMinutes: number;
  /** ISO 8601 with offset: when further numbers are given out; null where none are to come, or by lot. */
  nextPartAt: string | null;
  challenge: Challenge;
}

/** @throws NotFound */
export async function readAsking(ctx: Context, sessionId: string): Promise<Asking> {
  const { db, now, zone, secret } = ctx;
  const [settings, [row]] = await Promise.all([
    readQueueSettings(ctx),
    db
      .select({
        date: sessions.date,
        startsAt: sessions.startsAt,
        endsAt: sessions.endsAt,
        release: queues.release,
      })
      .from(sessions)
      .leftJoin(queues, eq(queues.sessionId, sessions.id))
      .where(eq(sessions.id, sessionId)),
  ]);
  if (!row) throw new NotFound('There is no such session.');
  const { mostPeople, reenterAfter, offerMinutes } = settings;
  const rules = { ...settings, release: row.release ?? settings.release };
  const hours = { date: row.date, startsAt: row.startsAt * 1000, endsAt: row.endsAt * 1000, zone };
  const next = releaseSchedule(rules, hours).partsAt.find((at) => at > now());
  const nextPartAt = next === undefined || row.release !== 'staggered' ? null : instantOf(next, zone);
  return { mostPeople, reenterAfter, offerMinutes, nextPartAt, challenge: challengeOf(secret, sessionId, now()) };
}
