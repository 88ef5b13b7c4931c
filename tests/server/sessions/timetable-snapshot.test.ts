import { openDatabase } from '@jemput/server/db/open';
import { createDraft } from '@jemput/server/planning/create-draft';
import { findSessions } from '@jemput/server/sessions/find-sessions';
import { currentTimetable } from '@jemput/server/sessions/timetable-snapshot';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { anOffice, aStint, publish } from '../../fixtures/an-office.ts';

test('drafts do not make the timetable be read again, a publication does', async () => {
  const ctx = await anOffice();
  await publish(ctx, [aStint()]);
  const before = await currentTimetable(ctx);
  await createDraft(ctx, {});
  expect(await currentTimetable(ctx)).toBe(before);
  await publish(ctx, [aStint(), aStint({ venue: 'mojosongo', kits: ['K02'] })]);
  expect(await currentTimetable(ctx)).not.toBe(before);
});

test('asked by many at once, it is read once', async () => {
  const ctx = await anOffice();
  await publish(ctx, [aStint()]);
  const all = await Promise.all(Array.from({ length: 20 }, () => currentTimetable(ctx)));
  expect(new Set(all).size).toBe(1);
  expect(all[0]?.sessions).toHaveLength(2);
});

test('what another process publishes is found at the next question', async () => {
  const ctx = await anOffice();
  expect((await findSessions(ctx, {})).total).toBe(0);
  const [file] = await ctx.db.all<{ file: string }>(sql`select file from pragma_database_list where name = 'main'`);
  const db = await openDatabase({ url: `file:${file?.file}` });
  try {
    await publish({ ...ctx, db }, [aStint()]);
    expect((await findSessions(ctx, {})).total).toBe(2);
  } finally {
    db.$client.close();
  }
});
