import { readFileSync } from 'node:fs';
import { sessions } from '@jemput/server/db/schema/sessions';
import { findSessions } from '@jemput/server/sessions/find-sessions';
import { currentTimetable } from '@jemput/server/sessions/timetable-snapshot';
import { checkByCode } from '@jemput/server/share/check-by-code';
import { codeOf, EXAMPLE_CODE } from '@jemput/server/share/check-code';
import { IssuedCodes } from '@jemput/server/share/issued-codes';
import { saidOf, standingOf } from '@jemput/server/share/said';
import { codeOfSession, comingWeeksOf, weekOfArea } from '@jemput/server/share/share-of';
import { replaySession } from '@jemput/shared/sessions/replay-session';
import { eq } from 'drizzle-orm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anOffice, aStint, as, later, type OfficeContext, publish } from '../../fixtures/an-office.ts';

const PAJANG = '33.72.01.1001';

async function codesOf(ctx: OfficeContext): Promise<Map<string, string>> {
  const { sessions } = await findSessions(ctx, { limit: 500 });
  const pairs = await Promise.all(
    sessions.map(
      async ({ id, venue, date }) => [`${venue.id} ${date}`, (await codeOfSession(ctx, { id })).code] as const,
    ),
  );
  return new Map(pairs);
}

async function ask(ctx: OfficeContext, code: string | undefined) {
  const answer = await checkByCode(ctx, { code: code ?? '' });
  if (answer.answer !== 'issued') return answer.answer;
  const [first] = answer.subjects;
  if (!first) return 'nothing';
  return first.kind === 'session' ? first.standing : first;
}

test('the code of a poster that still holds says so, and after the evening that it is over', async () => {
  const ctx = await anOffice();
  await publish(ctx, [aStint()]);
  const code = (await codesOf(ctx)).get('pajang 2026-11-20');
  expect(code).toMatch(/^\w{3}-\w{4}$/);
  const said = { venue: { id: 'pajang', name: 'Kelurahan Pajang' }, date: '2026-11-20', cancelled: false };
  const hours = { start: '16:00', end: '21:00' };
  expect(await ask(ctx, code)).toMatchObject({ verdict: 'true', said: { ...said, hours }, now: { ...said, hours } });
  expect(await ask(later(ctx, '2026-11-20T14:00:00Z'), code)).toMatchObject({ verdict: 'over' });
});

test('after a move the old code says from what to what and why, and the new one holds', async () => {
  const ctx = await anOffice();
  await publish(ctx, [aStint({ days: 1 })]);
  const old = (await codesOf(ctx)).get('pajang 2026-11-20');
  await publish(ctx, [aStint({ start: '2026-11-21', days: 1 })], 'Listrik padam di kelurahan');
  expect(await ask(ctx, old)).toMatchObject({
    verdict: 'moved',
    said: { date: '2026-11-20', hours: { start: '16:00', end: '21:00' } },
    now: { date: '2026-11-21', hours: { start: '16:00', end: '21:00' } },
    change: { what: 'moved', reason: 'Listrik padam di kelurahan' },
  });
  const fresh = (await codesOf(ctx)).get('pajang 2026-11-21');
  expect(fresh).not.toBe(old);
  expect(await ask(ctx, fresh)).toMatchObject({ verdict: 'true' });
});

test('after a cancellation the code says so, with the reason and where to go instead', async () => {
  const ctx = await anOffice();
  await publish(ctx, [aStint({ days: 1 }), aStint({ venue: 'mojosongo', kits: ['K02'], days: 1 })]);
  const code = (await codesOf(ctx)).get('pajang 2026-11-20') ?? '';
  await publish(ctx, [aStint({ venue: 'mojosongo', kits: ['K02'], days: 1 })], 'Alat rusak');
  const answer = await checkByCode(ctx, { code });
  expect(answer).toMatchObject({
    answer: 'issued',
    subjects: [
      {
        standing: { verdict: 'cancelled', change: { reason: 'Alat rusak' } },
        alternatives: [{ venue: { id: 'mojosongo' } }],
      },
    ],
  });
});

test('another office’s code and an invented one were never issued, and true sessions stand beside', async () => {
  const ctx = await anOffice();
  await publish(ctx, [aStint({ days: 1 })]);
  const { sessions } = await findSessions(ctx, {});
  const forged = codeOf('somebody else’s secret', { kind: 'session', id: sessions[0]?.id ?? '', sequence: 0 });
  expect(await checkByCode(ctx, { code: forged })).toMatchObject({
    answer: 'never',
    soonest: [{ venue: { id: 'pajang' }, date: '2026-11-20' }],
  });
});

test('a slip of the pen is told from a code that was never issued, and from no code', async () => {
  const ctx = await anOffice();
  await publish(ctx, [aStint({ days: 1 })]);
  const code = (await codesOf(ctx)).get('pajang 2026-11-20') ?? '';
  const wrong = `${code.slice(0, 6)}${code[6] === '7' ? '8' : '7'}${code.slice(7)}`;
  expect(await ask(ctx, wrong)).toBe('slip');
  expect(await ask(ctx, 'apa kabar')).toBe('unreadable');
});

test('with the database gone a code is answered as of the last schedule known', async () => {
  const ctx = await anOffice();
  await publish(ctx, [aStint({ days: 1 })]);
  const code = (await codesOf(ctx)).get('pajang 2026-11-20');
  await publish(ctx, [aStint({ start: '2026-11-21', days: 1 })], 'Listrik padam');
  expect(await ask(ctx, code)).toMatchObject({ verdict: 'moved' });
  ctx.db.$client.close();
  expect(await ask(ctx, code)).toMatchObject({ verdict: 'moved', now: { date: '2026-11-21' } });
});

test('a restart knows every code again', async () => {
  const ctx = await anOffice();
  await publish(ctx, [aStint({ start: '2026-11-23', days: 2 })]);
  const codes = [...(await codesOf(ctx)).values(), (await weekOfArea(ctx, { area: PAJANG, week: '2026-W48' })).code];
  await publish(ctx, [aStint({ start: '2026-11-24', days: 2 })], 'Gedung dipakai');
  const timetable = await currentTimetable(ctx);
  const anew = new IssuedCodes(ctx.secret);
  anew.extend(timetable);
  expect(codes.map((code) => anew.find(code).length)).toEqual(codes.map(() => 1));
});

test('the code of a kelurahan’s week tells what moved, what was cancelled and what came since', async () => {
  const ctx = await anOffice();
  const mojosongo = aStint({ venue: 'mojosongo', kits: ['K02'], days: 2 });
  await publish(ctx, [aStint({ start: '2026-11-23', days: 3 }), mojosongo]);
  const week = await weekOfArea(ctx, { area: PAJANG, week: '2026-W48' });
  expect(week).toMatchObject({ from: '2026-11-23', to: '2026-11-29', area: { name: 'Pajang', district: 'Laweyan' } });
  expect(week.entries.map(({ session }) => session.date)).toEqual(['2026-11-23', '2026-11-24', '2026-11-25']);
  expect(await ask(ctx, week.code)).toMatchObject({ kind: 'week', verdict: 'true', added: [] });

  await publish(ctx, [aStint({ start: '2026-11-24', days: 2 }), mojosongo], 'Gedung dipakai');
  const changed = await ask(ctx, week.code);
  expect(changed).toMatchObject({ kind: 'week', verdict: 'changed' });
  const { code, entries } = await weekOfArea(ctx, { area: PAJANG, week: '2026-W48' });
  expect(code).not.toBe(week.code);
  expect(entries.filter(({ status }) => status !== 'cancelled')).toHaveLength(2);
  expect(await ask(ctx, code)).toMatchObject({ kind: 'week', verdict: 'true' });
  const verdicts = (changed as { lines: { standing: { verdict: string } }[] }).lines.map(
    (line) => line.standing.verdict,
  );
  expect(verdicts.toSorted()).toEqual(['cancelled', 'true', 'true']);
});

test('a change elsewhere leaves a kelurahan’s code as it is', async () => {
  const ctx = await anOffice();
  await publish(ctx, [aStint({ days: 1 })]);
  const [before] = await comingWeeksOf(ctx, { area: PAJANG });
  await publish(ctx, [aStint({ days: 1 }), aStint({ venue: 'mojosongo', kits: ['K02'], days: 1 })]);
  const [after] = await comingWeeksOf(ctx, { area: PAJANG });
  expect(after?.code).toBe(before?.code);
  expect(await comingWeeksOf(ctx, { area: '33.72.03.1002' })).toEqual([]);
});

/** At most one stint a pool, within the week from Monday 23 to Saturday 28 November. */
const aPlan = fc
  .tuple(
    ...[['pajang', 'pasar-kleco'], ['kampung-baru'], ['mojosongo']].map((venues, at) =>
      fc.option(
        fc
          .record({
            venue: fc.constantFrom(...venues),
            slot: fc.constantFrom('siang', 'malam'),
            start: fc.integer({ min: 23, max: 27 }),
            days: fc.integer({ min: 1, max: 2 }),
          })
          .map((stint) => aStint({ ...stint, start: `2026-11-${stint.start}`, kits: [`K0${at + 1}`] })),
      ),
    ),
  )
  .map((stints) => stints.filter((stint) => stint !== null));

test('replaying all changes of any session gives where and how it stands now', async () => {
  let changed = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(aPlan, { minLength: 3, maxLength: 4 }), async (plans) => {
      const ctx = as(await anOffice(), 'planner-1');
      for (const plan of plans) await publish(ctx, plan);
      const { sessions } = await findSessions(ctx, { from: '2026-11-01', limit: 500 });
      for (const { changes, venue, date, slot, status } of sessions) {
        const nowhere = { venueId: '', date: '', slot: '', status: 'scheduled' as const };
        expect(replaySession(changes, nowhere)).toEqual({ venueId: venue.id, date, slot, status });
        changed += changes.length - 1;
      }
    }),
    { numRuns: 8 },
  );
  expect(changed).toBeGreaterThan(8);
});

test('other hours end what was said, other rests are told and end nothing', async () => {
  const ctx = await anOffice();
  await publish(ctx, [aStint({ days: 1 })]);
  const timetable = await currentTimetable(ctx);
  const [entry] = timetable.sessions;
  const [published] = entry?.session.changes ?? [];
  if (!entry || !published) throw new Error('Nothing was published.');
  const hours = { ...published, seq: 100, sequence: 1, what: 'hours', from: '16:00-21:00', to: '18:30-21:30' } as const;
  const rests = {
    ...published,
    seq: 101,
    sequence: 2,
    what: 'pauses',
    from: 'maghrib 17:40-17:55',
    to: 'isya 19:05-19:20',
  } as const;
  const { session } = entry;
  const changed = {
    ...entry,
    session: {
      ...session,
      sequence: 2,
      startsAt: session.startsAt.replace('T16:00', 'T18:30'),
      endsAt: session.endsAt.replace('T21:00', 'T21:30'),
      changes: [...session.changes, hours, rests],
    },
  };
  const at = (sequence: number) =>
    standingOf(
      timetable,
      changed,
      saidOf(changed, (change) => change.sequence <= sequence),
      ctx.now(),
    );
  expect(at(0)).toMatchObject({
    verdict: 'moved',
    said: { hours: { start: '16:00', end: '21:00' } },
    now: { hours: { start: '18:30', end: '21:30' } },
    change: { what: 'hours' },
  });
  expect(at(1)).toMatchObject({ verdict: 'true', rests: { from: 'maghrib 17:40-17:55', to: 'isya 19:05-19:20' } });
  expect(at(2)).toMatchObject({ verdict: 'true', rests: null });
});

test.each([
  ['paused', null],
  ['full', null],
  ['open', 'last'],
] as const)('the code of a session that is %s, room %s, holds and says where else to go', async (status, room) => {
  const ctx = await anOffice();
  await publish(ctx, [aStint({ days: 1 }), aStint({ venue: 'mojosongo', kits: ['K02'], days: 1 })]);
  const code = (await codesOf(ctx)).get('pajang 2026-11-20') ?? '';
  await ctx.db.update(sessions).set({ status, room }).where(eq(sessions.venueId, 'pajang'));
  const answer = await checkByCode(later(ctx, '2026-11-20T10:00:00Z'), { code });
  expect(answer).toMatchObject({
    subjects: [{ standing: { verdict: 'true' }, alternatives: [{ venue: { id: 'mojosongo' } }] }],
  });
});

test('the example that explains what codes look like has an answer of its own', async () => {
  const ctx = await anOffice();
  expect(await ask(ctx, EXAMPLE_CODE)).toBe('example');
  const texts = ['id', 'en', 'jv', 'su'].map((language) =>
    readFileSync(new URL(`../../../web/messages/share/${language}.json`, import.meta.url), 'utf8'),
  );
  for (const text of texts) {
    const { share_cek_hint, share_unreadable_text } = JSON.parse(text);
    expect([share_cek_hint, share_unreadable_text].map((one) => one.includes(EXAMPLE_CODE))).toEqual([true, true]);
  }
});
