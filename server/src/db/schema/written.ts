import { integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

/**
 * What was written last, kept by triggers in the database itself, so that a reader who knows everything up to one
 * revision reads only what came after, whichever process or import wrote it. One row a thing, with its latest revision.
 */
export const written = sqliteTable(
  'written',
  {
    revision: integer().primaryKey({ autoIncrement: true }),
    /** `sessions` with the id of one, for it and its changes; else a whole table with an empty id. */
    what: text().notNull(),
    id: text().notNull(),
  },
  (table) => [uniqueIndex('written_once').on(table.what, table.id)],
);
