import { decideRamadan as decide } from '@jemput/server/calendar/decide-ramadan';
import { ensureCalendar } from '@jemput/server/calendar/ensure-calendar';
import { listYear } from '@jemput/server/calendar/list-year';
import { readRamadans } from '@jemput/server/calendar/read-ramadans';
import { datedEvents } from '@jemput/server/db/schema/field';
import { acts } from '@jemput/server/db/schema/staff';
import { Conflict, Forbidden, Invalid } from '@jemput/server/errors';
import { dateRange } from '@jemput/shared/calendar/local-date';
import { standardEveningRules } from '@jemput/shared/places/evening-rules';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { anOffice, aStint, publish } from '../../fixtures/an-office.ts';
import { decideRamadan, saveEvening } from '../../fixtures/as-it-stands.ts';
import { anActor } from '../../fixtures/test-context.ts';

/** Expected 8 February to 9 March 2027, Idulfitri on 10 March; the evening of the decision is 7 February. */
async function onTheEve() {
  const ctx = await anOffice({ now: '2027-02-07T12:00:00Z' });
  await ensureCalendar(ctx);
  await saveEvening(ctx, { ...standardEveningRules, tarawihMinutes: 60 });
  return ctx;
}

const eid = async (ctx: Awaited<ReturnType<typeof onTheEve>>) =>
  (await listYear(ctx, { year: 2027 })).days
    .filter(({ name, kind }) => name.startsWith('Idulfitri') && kind === 'holiday')
    .flatMap(({ startDate, endDate }) => dateRange(startDate, endDate));

test('a day later: the first evening of tarawih is an ordinary one, and says so once it is confirmed', async () => {
  const ctx = await onTheEve();
  // The 7th has begun; it would have been the first tarawih by the expected dates, the 8th is by the decision.
  await publish(ctx, [aStint({ start: '2027-02-08', days: 2 })], 'uji', '2027-03-31');
  expect(await decideRamadan(ctx, { begins: 'ramadan', date: '2027-02-10' })).toEqual({
    startDate: '2027-02-10',
    endDate: '2027-03-10',
    outdated: 1,
  });
  expect(await eid(ctx)).toEqual(['2027-03-11', '2027-03-12']);
  const [act] = await ctx.db.select().from(acts).where(eq(acts.act, 'plans.decideRamadan'));
  expect(act?.actorId).toBe('planner-1');
});

test('as expected: Ramadan is the office’s own from then on, and nothing moves', async () => {
  const ctx = await onTheEve();
  await publish(ctx, [aStint({ start: '2027-02-08', days: 2 })], 'uji', '2027-03-31');
  expect(await decideRamadan(ctx, { begins: 'ramadan', date: '2027-02-08' })).toMatchObject({ outdated: 0 });
  expect(await readRamadans(ctx.db, '2027-01-01', '2027-12-31')).toEqual([
    { startDate: '2027-02-08', endDate: '2027-03-09', isOwn: true },
  ]);
  expect(await eid(ctx)).toEqual(['2027-03-10', '2027-03-11']);
});

test('Idulfitri a day earlier shortens Ramadan to 29 days, and its run is written in its place', async () => {
  const ctx = await onTheEve();
  await decideRamadan(ctx, { begins: 'ramadan', date: '2027-02-08' });
  expect(await decideRamadan(ctx, { begins: 'idulfitri', date: '2027-03-09' })).toMatchObject({
    endDate: '2027-03-08',
  });
  expect(await eid(ctx)).toEqual(['2027-03-09', '2027-03-10']);
  expect(await ctx.db.$count(datedEvents)).toBe(1);
  await expect(decideRamadan(ctx, { begins: 'idulfitri', date: '2027-03-11' })).rejects.toThrow(Invalid);
});

test('is not written over the decision that somebody else wrote meanwhile', async () => {
  const ctx = await onTheEve();
  const [shown] = (await listYear(ctx, { year: 2027 })).ramadans;
  await decideRamadan(ctx, { begins: 'ramadan', date: '2027-02-09' });
  const late = decide(ctx, { begins: 'ramadan', date: '2027-02-08', seen: shown?.mark ?? '' });
  await expect(late).rejects.toThrow(Conflict);
  expect((await readRamadans(ctx.db, '2027-01-01', '2027-12-31')).map(({ startDate }) => startDate)).toEqual([
    '2027-02-09',
  ]);
});

test('is refused far from what is expected, and to who may not plan', async () => {
  const ctx = await onTheEve();
  await expect(decideRamadan(ctx, { begins: 'ramadan', date: '2027-02-12' })).rejects.toThrow(Invalid);
  const viewer = { ...ctx, actor: anActor('viewer') };
  await expect(decideRamadan(viewer, { begins: 'ramadan', date: '2027-02-08' })).rejects.toThrow(Forbidden);
});
