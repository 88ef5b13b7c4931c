import { sql } from 'drizzle-orm';
import { DatabaseAway } from '../db/database-away.ts';
import { type Database, migrationCount } from '../db/open.ts';

/** Why requests cannot be served now; null where they can. */
export async function whyNotReady(db: Database): Promise<string | null> {
  try {
    const rows = await db.all<{ applied: number }>(sql`select count(*) as applied from __drizzle_migrations`);
    const applied = rows[0]?.applied ?? 0;
    return applied < migrationCount() ? `${applied} of ${migrationCount()} migrations are in place.` : null;
  } catch (error) {
    const cause = error instanceof Error ? error.cause : null;
    return cause instanceof DatabaseAway ? cause.message : 'The database cannot be reached.';
  }
}
