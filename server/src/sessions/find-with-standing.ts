import type { FindSessions } from '@jemput/shared/sessions/find-sessions';
import type { Context } from '../context.ts';
import { type FoundSessions, findSessions } from './find-sessions.ts';
import type { ListedSession } from './timetable-snapshot.ts';

/** How many of those found can be gone to, and what keeps people from the others. */
export interface Standing {
  /** To come or under way, the last numbers too. */
  coming: number;
  full: number;
  paused: number;
  cancelled: number;
  /** Closed by the crew, or past its hours. */
  over: number;
}

/** What is found, with how all of it stands, on every page of the answer. */
export async function findWithStanding(
  ctx: Context,
  input: FindSessions,
): Promise<FoundSessions & { standing: Standing }> {
  const standing: Standing = { coming: 0, full: 0, paused: 0, cancelled: 0, over: 0 };
  const now = ctx.now();
  const found = await findSessions(ctx, input, (entry) => {
    standing[standingOf(entry, now)]++;
  });
  return { ...found, standing };
}

function standingOf({ status, endsMillis }: ListedSession, now: number): keyof Standing {
  if (status === 'cancelled') return 'cancelled';
  if (status === 'done' || endsMillis <= now) return 'over';
  return status === 'full' || status === 'paused' ? status : 'coming';
}
