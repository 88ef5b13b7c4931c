import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { type Database, inTransaction } from './open.ts';
import { written } from './schema/written.ts';

const migrationsFolder = fileURLToPath(new URL('migrations', import.meta.url));
const created = /^\s*CREATE TRIGGER `(\w+)`/i;
const dropped = /^\s*DROP TRIGGER (?:IF EXISTS )?`(\w+)`/i;

/** Statements by the names of the triggers that the migrations mean to leave behind. */
function triggersMeant(): Map<string, string> {
  const meant = new Map<string, string>();
  for (const statement of readMigrationFiles({ migrationsFolder }).flatMap(({ sql: statements }) => statements)) {
    const name = created.exec(statement)?.[1];
    if (name) meant.set(name, statement);
    meant.delete(dropped.exec(statement)?.[1] ?? '');
  }
  return meant;
}

/**
 * Makes anew what follows writes and is missing: a migration that rebuilds a table loses its triggers without a word, and residents would
 * be told of what was written to it only after the next start. All that they see counts as written then, so that other processes read it.
 *
 * @returns names of those that were missing
 */
export async function restoreTriggers({ db }: { db: Database }): Promise<string[]> {
  const rows = await db.all<{ name: string }>(sql`select name from sqlite_master where type = 'trigger'`);
  const there = new Set(rows.map(({ name }) => name));
  const missing = [...triggersMeant()].filter(([name]) => !there.has(name));
  if (missing.length === 0) return [];
  await inTransaction({ db }, async (tx) => {
    for (const [, statement] of missing) await tx.run(sql.raw(statement));
    await tx.run(sql`insert or replace into ${written} (what, id)
      select what, id from (select 'sessions' as what, id from sessions union select 'pools', id from pools
        union select 'turnout', date from turnout union select what, id from ${written}
        union select value, '' from json_each('["office","slots","calendar_days","openings","coming_of_age","areas","venues"]'))
      order by what, id`);
  });
  return missing.map(([name]) => name);
}
