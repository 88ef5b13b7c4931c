import { readPacked } from '@jemput/server/db/read-packed';
import { asc, eq, getTableColumns, sql } from 'drizzle-orm';
import { integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { aContext } from '../../fixtures/test-context.ts';

const halls = sqliteTable('halls', {
  at: integer().primaryKey(),
  name: text().notNull(),
  address: text('street_address'),
  lat: real(),
  isOpen: integer('is_open', { mode: 'boolean' }).notNull(),
  rests: text({ mode: 'json' }).$type<{ from: string }[]>(),
});
const keys = sqliteTable('hall_keys', { hall: integer().primaryKey(), holder: text() });

const anyHall = fc.record({
  name: fc.string({ unit: 'grapheme' }).filter((name) => !name.includes('\0')),
  address: fc.option(fc.string().filter((text) => !text.includes('\0'))),
  lat: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0))),
  isOpen: fc.boolean(),
  rests: fc.option(fc.array(fc.record({ from: fc.string({ unit: 'grapheme' }) }))),
});
const anyHolder = fc.option(fc.constantFrom('Bu Sri', 'Pak Joko, "RT 3"', ''));

it('reads what drizzle reads, every digit and sign of it, joined or not', async () => {
  const { db } = await aContext();
  await db.run(
    sql`create table halls (at integer primary key, name text not null, street_address text, lat real, is_open integer not null, rests text)`,
  );
  await db.run(sql`create table hall_keys (hall integer primary key, holder text)`);
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(anyHall, anyHolder), { maxLength: 20 }), async (rows) => {
      await db.delete(halls);
      await db.delete(keys);
      for (const [at, [hall, holder]] of rows.entries()) {
        await db.insert(halls).values({ at, ...hall });
        if (holder !== null) await db.insert(keys).values({ hall: at, holder });
      }
      const own = getTableColumns(halls);
      const key = getTableColumns(keys);
      const packed = await readPacked(
        db,
        { own, joined: { key } },
        sql`from ${halls} left join ${keys} on ${keys.hall} = ${halls.at} order by ${halls.at}`,
      );
      const known = await db
        .select({ own, key })
        .from(halls)
        .leftJoin(keys, eq(keys.hall, halls.at))
        .orderBy(asc(halls.at));
      expect(packed).toEqual(known.map(({ own, key }) => ({ ...own, key })));
    }),
    { numRuns: 60 },
  );
});
