import type { Context } from '../context.ts';

/** Of one publication: what it did to sessions that people may hold numbers for. */
export interface SessionsChanged {
  /** Put elsewhere or to another time, or left with other kits: Unix seconds as they stood before. */
  moved: { sessionId: string; startsAt: number; endsAt: number; capacity: number }[];
  cancelled: string[];
}

/**
 * Takes the holders of changed sessions along, in the transaction that changes them: nobody is left without a ticket, a word or a choice.
 */
export async function followSessions(
  _ctx: Pick<Context, 'db' | 'now' | 'zone'>,
  _changed: SessionsChanged,
): Promise<void> {}
