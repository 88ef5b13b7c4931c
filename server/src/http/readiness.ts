import { sql } from 'drizzle-orm';
import { DatabaseAway } from '../db/database-away.ts';
import { CannotOpen, type Database, migrationCount, requireWritable } from '../db/open.ts';
import { keptFor } from './kept-for.ts';

/** A write to the disk is tried this often at most, whoever asks. */
const TRY_WRITE_MILLIS = 5000;

/** Tells why requests cannot be served now; null where they can. */
export function readiness(db: Database): () => Promise<string | null> {
  const whyNotWritten = keptFor(TRY_WRITE_MILLIS, async () => {
    const failure = await requireWritable(db).then(
      () => null,
      (error: unknown) => error,
    );
    if (failure === null || failure instanceof CannotOpen) return failure?.message ?? null;
    throw failure;
  });
  return async () => (await whyNotRead(db)) ?? (await whyNotWritten(undefined));
}

async function whyNotRead(db: Database): Promise<string | null> {
  try {
    const rows = await db.all<{ applied: number }>(sql`select count(*) as applied from __drizzle_migrations`);
    const applied = rows[0]?.applied ?? 0;
    return applied < migrationCount() ? `${applied} of ${migrationCount()} migrations are in place.` : null;
  } catch (error) {
    const cause = error instanceof Error ? error.cause : null;
    return cause instanceof DatabaseAway ? cause.message : 'The database cannot be reached.';
  }
}
