import { restoreTriggers } from '@jemput/server/db/restore-triggers';
import { sessions } from '@jemput/server/db/schema/sessions';
import { currentTimetable } from '@jemput/server/sessions/timetable-snapshot';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { anOffice, aStint, type OfficeContext, publish } from '../../fixtures/an-office.ts';

async function triggersOf({ db }: OfficeContext): Promise<string[]> {
  const rows = await db.all<{ name: string }>(sql`select name from sqlite_master where type = 'trigger' order by name`);
  return rows.map(({ name }) => name);
}

test('every table that residents’ pages are made from is followed when it is written, changed and emptied', async () => {
  const ctx = await anOffice();
  const followed =
    'areas calendar_days coming_of_age office openings pools queues session_changes sessions slots turnout venues';
  const writes = ['delete', 'insert', 'update'];
  const wanted = followed.split(' ').flatMap((table) => writes.map((write) => `${table}_written_by_${write}`));
  expect(await triggersOf(ctx)).toEqual(expect.arrayContaining(wanted));
});

test('a table rebuilt without its triggers is followed again after the next start, with what was written meanwhile', async () => {
  const ctx = await anOffice();
  await publish(ctx, [aStint()]);
  const before = await triggersOf(ctx);
  const told = await currentTimetable(ctx);
  await ctx.db.run(sql`drop trigger sessions_written_by_update`);
  await ctx.db.update(sessions).set({ status: 'open' });
  expect(await currentTimetable(ctx)).toBe(told);

  expect(await restoreTriggers(ctx)).toEqual(['sessions_written_by_update']);
  expect(await triggersOf(ctx)).toEqual(before);
  const statuses = async () => (await currentTimetable(ctx)).sessions.map(({ status }) => status);
  expect(await statuses()).toEqual(['open', 'open']);
  await ctx.db.update(sessions).set({ status: 'paused' });
  expect(await statuses()).toEqual(['paused', 'paused']);
});

test('where nothing is missing nothing is written', async () => {
  const ctx = await anOffice();
  await publish(ctx, [aStint()]);
  const told = await currentTimetable(ctx);
  expect(await restoreTriggers(ctx)).toEqual([]);
  expect(await currentTimetable(ctx)).toBe(told);
});
