import { and, eq, inArray } from 'drizzle-orm';
import type { Database } from '../db/open.ts';
import { assignments, sessionKits } from '../db/schema/sessions.ts';
import { crewMembers } from '../db/schema/staff.ts';

const CHUNK = 400;

/** Makes the crews of a session's kits its crew, for each of these sessions. */
export async function assignCrew(tx: Database, sessionIds: readonly string[]): Promise<void> {
  for (let start = 0; start < sessionIds.length; start += CHUNK) {
    const ids = sessionIds.slice(start, start + CHUNK);
    await tx.delete(assignments).where(inArray(assignments.sessionId, ids));
    const rows = await tx
      .select({ sessionId: sessionKits.sessionId, crewMemberId: crewMembers.id, kitId: sessionKits.kitId })
      .from(sessionKits)
      .innerJoin(crewMembers, and(eq(crewMembers.kitId, sessionKits.kitId), eq(crewMembers.active, true)))
      .where(inArray(sessionKits.sessionId, ids));
    for (let row = 0; row < rows.length; row += CHUNK) {
      await tx.insert(assignments).values(rows.slice(row, row + CHUNK));
    }
  }
}
