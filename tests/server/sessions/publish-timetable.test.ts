import { outages, venues } from '@jemput/server/db/schema/places';
import { plans } from '@jemput/server/db/schema/plans';
import { sessionChanges, sessionKits, sessions, timetables } from '@jemput/server/db/schema/sessions';
import { acts } from '@jemput/server/db/schema/staff';
import { Conflict, Forbidden, Invalid } from '@jemput/server/errors';
import { saveSlot } from '@jemput/server/places/slots';
import { createDraft } from '@jemput/server/planning/create-draft';
import { readDifference } from '@jemput/server/planning/read-difference';
import { rebaseDraft } from '@jemput/server/planning/rebase-draft';
import { saveDraft } from '@jemput/server/planning/save-draft';
import { findSessions } from '@jemput/server/sessions/find-sessions';
import { getSession } from '@jemput/server/sessions/get-session';
import { publishTimetable } from '@jemput/server/sessions/publish-timetable';
import { currentTimetable } from '@jemput/server/sessions/timetable-snapshot';
import { formerPromises } from '@jemput/shared/sessions/former-promises';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { anOffice, aStint, as, later, publish } from '../../fixtures/an-office.ts';

describe('publishTimetable', () => {
  test('a first plan becomes sessions with kits, crews, expectations and a log', async () => {
    const ctx = await anOffice();
    const done = await publish(ctx, [aStint({ kits: ['K01', 'K02'], days: 2 })]);
    expect(done).toMatchObject({ timetableId: 1, added: 2, moved: 0, cancelled: 0 });
    const { sessions: found, total } = await findSessions(ctx, {});
    expect(total).toBe(2);
    expect(found[0]).toMatchObject({
      status: 'scheduled',
      sequence: 0,
      date: '2026-11-20',
      startsAt: '2026-11-20T16:00:00+07:00',
      endsAt: '2026-11-20T21:00:00+07:00',
      kits: 2,
      // 2 kits × 18 an hour × 5 hours
      capacity: 180,
    });
    expect(found[0]?.expected.mean).toBeGreaterThan(0);
    expect(found[0]?.changes).toMatchObject([{ seq: 1, what: 'published', from: null, to: 'pajang|2026-11-20|malam' }]);
    expect(await ctx.db.select().from(sessionKits)).toHaveLength(4);
    const [plan] = await ctx.db.select().from(plans);
    expect(plan).toMatchObject({ status: 'published', timetableId: 1 });
    expect((await ctx.db.select().from(acts).where(eq(acts.act, 'timetable.publish')))[0]).toMatchObject({
      actorId: 'planner-1',
    });
  });

  test('other kits and the other hours of a slot are two records of one publication, and the capacity is that of both', async () => {
    const ctx = await anOffice();
    await publish(ctx, [aStint({ start: '2026-11-23', days: 1 })]);
    await saveSlot(ctx, { id: 'malam', name: 'Malam', startTime: '17:00', endTime: '21:00' });
    await publish(ctx, [aStint({ start: '2026-11-23', days: 1, kits: ['K01', 'K02'] })], 'alat tambahan');
    const [session] = (await findSessions(ctx, {})).sessions;
    // 2 kits × 18 an hour × 4 hours
    expect(session).toMatchObject({ sequence: 2, kits: 2, capacity: 144, startsAt: '2026-11-23T17:00:00+07:00' });
    expect(session?.endsAt).toBe('2026-11-23T21:00:00+07:00');
    expect(session?.changes.map(({ what, sequence }) => [what, sequence])).toEqual([
      ['published', 0],
      ['kits', 1],
      ['hours', 2],
    ]);
  });

  test('a session that moves keeps its id and says from where; a cancelled one stays and offers others', async () => {
    const ctx = await anOffice();
    await publish(ctx, [aStint({ days: 1 }), aStint({ venue: 'mojosongo', kits: ['K02'], days: 1 })]);
    const before = (await findSessions(ctx, {})).sessions;
    const pajang = before.find(({ venue }) => venue.id === 'pajang');
    const second = await publish(ctx, [aStint({ start: '2026-11-23', days: 1 })], 'listrik padam');
    expect(second).toMatchObject({ added: 0, moved: 1, cancelled: 1 });
    const { sessions: after } = await findSessions(ctx, {});
    expect(after.map(({ id }) => id).toSorted()).toEqual(before.map(({ id }) => id).toSorted());
    const moved = after.find(({ id }) => id === pajang?.id);
    expect(moved).toMatchObject({ status: 'moved', sequence: 1, date: '2026-11-23' });
    expect(moved?.changes.at(-1)).toMatchObject({
      what: 'moved',
      from: 'pajang|2026-11-20|malam',
      to: 'pajang|2026-11-23|malam',
      reason: 'listrik padam',
    });
    const cancelled = after.find(({ venue }) => venue.id === 'mojosongo');
    expect(cancelled).toMatchObject({ status: 'cancelled', sequence: 1, alternatives: [pajang?.id] });
    const { movedAway } = await findSessions(ctx, { to: '2026-11-20' });
    expect(movedAway.map(({ id }) => id)).toEqual([pajang?.id]);
    const openEnded = await findSessions(ctx, {});
    expect(openEnded.movedAway).toEqual([]);
    expect(openEnded.movedWithin.map(({ id }) => id)).toEqual([pajang?.id]);
    expect((await findSessions(ctx, { from: '2026-11-21' })).movedWithin).toEqual([]);
  });

  test('a move to another place tells the kits and hours that it brings, each a record, and itself last', async () => {
    const ctx = await anOffice();
    await publish(ctx, [aStint({ days: 1 })]);
    const [before] = (await findSessions(ctx, {})).sessions;
    await publish(ctx, [aStint({ venue: 'pasar-kleco', slot: 'siang', start: '2026-11-23', days: 1, kits: ['K02'] })]);
    const [session] = (await findSessions(ctx, {})).sessions;
    expect(session).toMatchObject({ id: before?.id, status: 'moved', sequence: 3, venue: { id: 'pasar-kleco' } });
    expect(session?.changes.slice(1)).toMatchObject([
      { what: 'kits', sequence: 1, from: 'K01', to: 'K02', reason: 'uji' },
      { what: 'hours', sequence: 2, from: '16:00-21:00', to: '10:00-14:00', reason: 'uji' },
      { what: 'moved', sequence: 3, from: 'pajang|2026-11-20|malam', to: 'pasar-kleco|2026-11-23|siang' },
    ]);
    await saveSlot(ctx, { id: 'malam', name: 'Malam', startTime: '17:00', endTime: '22:00' });
    const [former] = formerPromises(session?.changes ?? [], (await currentTimetable(ctx)).slots, ctx.zone);
    expect(former).toMatchObject({ startsAt: '2026-11-20T16:00:00+07:00', endsAt: '2026-11-20T21:00:00+07:00' });
  });

  test('an evening that its kits hold near by in another kelurahan keeps its id; far away it is another session', async () => {
    const ctx = await anOffice();
    // 1 km east of Pajang's hall.
    await ctx.db.update(venues).set({ lat: -7.5703, lon: 110.792 }).where(eq(venues.id, 'mojosongo'));
    await publish(ctx, [aStint({ days: 1 })]);
    const [before] = (await findSessions(ctx, {})).sessions;
    expect(await publish(ctx, [aStint({ venue: 'mojosongo', days: 1 })])).toMatchObject({ moved: 1, cancelled: 0 });
    const [moved] = (await findSessions(ctx, {})).sessions;
    expect(moved).toMatchObject({ id: before?.id, status: 'moved', venue: { id: 'mojosongo' } });
    // 4 km from there.
    expect(await publish(ctx, [aStint({ venue: 'kampung-baru', days: 1 })])).toMatchObject({ moved: 0, cancelled: 1 });
  });

  test('what has begun, is open or is over stays as it was', async () => {
    const ctx = await anOffice();
    await publish(ctx, [aStint({ slot: 'siang', days: 2 }), aStint({ venue: 'mojosongo', kits: ['K02'], days: 1 })]);
    const all = (await findSessions(ctx, {})).sessions;
    const early = all.find(({ venue }) => venue.id === 'mojosongo');
    await ctx.db
      .update(sessions)
      .set({ status: 'open' })
      .where(eq(sessions.id, early?.id ?? ''));
    // 11.00 in Solo: Pajang's session of 10.00 has begun, Mojosongo's of 16.00 was opened early.
    const noon = later(ctx, '2026-11-20T04:00:00Z');
    const done = await publish(noon, [aStint({ slot: 'siang', start: '2026-11-21', days: 1, kits: ['K03'] })], 'uji');
    expect(done).toMatchObject({ added: 0, moved: 0, cancelled: 0 });
    const rows = await ctx.db.select().from(sessions).where(eq(sessions.date, '2026-11-20'));
    expect(rows.map(({ status, sequence }) => [status, sequence]).toSorted()).toEqual([
      ['open', 0],
      ['scheduled', 0],
    ]);
    const log = await ctx.db.select().from(sessionChanges).where(eq(sessionChanges.what, 'kits'));
    expect(log).toMatchObject([{ from: 'K01', to: 'K03', sequence: 1 }]);
  });

  test('a session opened early while its plan was still a draft is not added a second time', async () => {
    const ctx = await anOffice();
    await publish(ctx, [aStint({ days: 1 })]);
    const { planId } = await createDraft(ctx, {});
    await ctx.db.update(sessions).set({ status: 'open' });
    const done = await publishTimetable(ctx, { planId, revision: 1, timetableId: 1, reason: '' });
    expect(done).toMatchObject({ added: 0, moved: 0, cancelled: 0 });
    expect(await ctx.db.select().from(sessions)).toHaveLength(1);
  });

  test('moves and cancellations need a reason, and nothing is written without it', async () => {
    const ctx = await anOffice();
    await publish(ctx, [aStint()]);
    await expect(publish(ctx, [aStint({ start: '2026-11-24' })], ' ')).rejects.toMatchObject({
      name: 'Invalid',
      faults: [{ field: 'reason', code: 'reason_missing' }],
    });
    expect(await ctx.db.select().from(timetables)).toHaveLength(1);
    expect((await findSessions(ctx, {})).sessions.every(({ sequence }) => sequence === 0)).toBe(true);
  });

  test('who publishes second is told who was first, and may go on from there', async () => {
    const ctx = await anOffice();
    const other = as(ctx, 'planner-2');
    const mine = await createDraft(ctx, {});
    const saved = await saveDraft(ctx, { planId: mine.planId, revision: 1, stints: [aStint()] });
    await publish(other, [aStint({ venue: 'mojosongo' })]);
    for (const timetableId of [0, 1]) {
      const late = publishTimetable(ctx, { ...mine, ...saved, timetableId, reason: 'uji' });
      await expect(late).rejects.toThrow(Conflict);
      await expect(late).rejects.toThrow('Nama planner-2 at 2026-11-20T09:00:00+07:00');
    }
    const rebased = await rebaseDraft(ctx, { ...mine, ...saved });
    const difference = await readDifference(ctx, mine);
    expect(difference).toMatchObject({ timetableId: 1, needsReason: true, unchanged: 0 });
    expect([difference.added.length, difference.cancelled.length]).toEqual([2, 2]);
    const done = await publishTimetable(ctx, { ...mine, ...rebased, reason: 'uji' });
    expect(done).toMatchObject({ timetableId: 2, added: 2, cancelled: 2 });
  });

  test('an older edit of the plan, a published one, and a crew are refused', async () => {
    const ctx = await anOffice();
    const { planId } = await createDraft(ctx, {});
    await saveDraft(ctx, { planId, revision: 1, stints: [aStint()] });
    const input = { planId, revision: 1, timetableId: 0, reason: '' };
    await expect(publishTimetable(ctx, input)).rejects.toThrow(Conflict);
    await publishTimetable(ctx, { ...input, revision: 2 });
    await expect(publishTimetable(ctx, { ...input, revision: 2, timetableId: 1 })).rejects.toThrow('no longer a draft');
    expect(() => publishTimetable(as(ctx, 'crew-1'), input)).toThrow(Forbidden);
  });

  test('a plan that breaks a rule by now is not published', async () => {
    const ctx = await anOffice();
    const { planId } = await createDraft(ctx, {});
    const { revision } = await saveDraft(ctx, { planId, revision: 1, stints: [aStint()] });

    await ctx.db
      .insert(outages)
      .values({ id: 'o1', kitId: 'K01', startDate: '2026-11-21', endDate: '2026-11-21', reason: 'rusak' });
    const broken = publishTimetable(ctx, { planId, revision, timetableId: 0, reason: '' });
    await expect(broken).rejects.toThrow(Invalid);
    await expect(broken).rejects.toMatchObject({ faults: [{ field: '/stints/0', code: 'kit_not_free' }] });
    expect(await ctx.db.select().from(sessions)).toEqual([]);
  });

  test('a session that does not exist is not known', async () => {
    const ctx = await anOffice();
    await expect(getSession(ctx, { id: 'nowhere' })).rejects.toThrow('There is no session nowhere.');
  });
});
