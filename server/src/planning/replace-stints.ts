import { randomUUID } from 'node:crypto';
import type { DraftStint } from '@jemput/shared/planning/draft';
import { eq } from 'drizzle-orm';
import type { Database } from '../db/open.ts';
import { stints } from '../db/schema/plans.ts';

/** Few enough for SQLite's limit of bound values in one statement. */
const CHUNK = 200;

/** Puts these stints in place of those that the plan has. Ids of other plans' stints are not taken over. */
export async function replaceStints(tx: Database, planId: string, list: readonly DraftStint[]): Promise<void> {
  const old = await tx.delete(stints).where(eq(stints.planId, planId)).returning({ id: stints.id });
  const own = new Set(old.map(({ id }) => id));
  const rows = list.map(({ id, venue, slot, start, days, kits, pinned }) => {
    const kept = id !== undefined && own.delete(id);
    const stintId = kept ? id : randomUUID();
    return { id: stintId, planId, venueId: venue, slotId: slot, startDate: start, days, kitIds: kits, pinned };
  });
  for (let at = 0; at < rows.length; at += CHUNK) await tx.insert(stints).values(rows.slice(at, at + CHUNK));
}
