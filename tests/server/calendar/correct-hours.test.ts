import { correctHours as confirm } from '@jemput/server/calendar/correct-hours';
import { readOutdated } from '@jemput/server/calendar/read-outdated';
import { contacts, messages } from '@jemput/server/db/schema/messages';
import { slots } from '@jemput/server/db/schema/places';
import { sessions } from '@jemput/server/db/schema/sessions';
import { acts } from '@jemput/server/db/schema/staff';
import { Conflict, Forbidden, Invalid } from '@jemput/server/errors';
import { tellingIn } from '@jemput/server/feeds/session-words';
import { toIcs } from '@jemput/server/feeds/to-ics';
import { findSessions } from '@jemput/server/sessions/find-sessions';
import { listChanges } from '@jemput/server/sessions/list-changes';
import { minutesOfDay } from '@jemput/shared/calendar/time-of-day';
import { type EveningRules, standardEveningRules } from '@jemput/shared/places/evening-rules';
import { and, asc, eq } from 'drizzle-orm';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anOffice, aStint, later, type OfficeContext, publish } from '../../fixtures/an-office.ts';
import { correctHours, saveEvening } from '../../fixtures/as-it-stands.ts';
import { aTicket, layOutExactly, sessionAt, ticketOf } from '../../fixtures/evening-numbers.ts';
import { anActor } from '../../fixtures/test-context.ts';

const resting: EveningRules = { ...standardEveningRules, maghribPauseMinutes: 15, isyaPauseMinutes: 10 };
const waiting: EveningRules = { ...resting, tarawihMinutes: 60, ramadanEveningMinutes: 150 };
const because = 'Menyesuaikan waktu salat.';

/** Calendar entries as residents' calendars read them: UID and SEQUENCE of each session. */
async function icsOf(ctx: OfficeContext): Promise<Map<string, number>> {
  const { sessions: listed } = await findSessions(ctx, {});
  const telling = await tellingIn(ctx, 'id');
  const text = [...toIcs(listed, { name: 'Uji', origin: 'https://uji.example', path: '/', telling })].join('');
  const entries = text.replaceAll('\r\n', '\n').split('BEGIN:VEVENT').slice(1);
  return new Map(
    entries.map((entry) => [/UID:([^@\n]+)/.exec(entry)?.[1] ?? '', Number(/SEQUENCE:(\d+)/.exec(entry)?.[1])]),
  );
}

describe('other rests for prayer', () => {
  test('are given to what is published with a reason, a record and a sequence of its own, told alike everywhere', async () => {
    const ctx = await anOffice();
    await publish(ctx, [aStint({ days: 2 })]);
    const [id = '', other = ''] = (await findSessions(ctx, {})).sessions.map((session) => session.id);
    // 17.30 in Solo: the first has begun.
    const evening = later(ctx, '2026-11-20T10:30:00Z');
    expect(await saveEvening(evening, resting)).toEqual({ outdated: 1 });
    expect(await correctHours(evening, ` ${because} `)).toEqual({ sessions: 1 });
    const [, after] = (await findSessions(evening, {})).sessions;
    const told = after?.pauses.map(({ what, start, end }) => `${what} ${start}-${end}`).join(', ');
    expect(told).toMatch(/^maghrib 17:\d\d-17:\d\d, isya 18:\d\d-19:\d\d$/);
    expect(after).toMatchObject({ id: other, sequence: 1, checkedAt: '2026-11-20T17:30:00+07:00', capacity: 90 });
    expect(after?.changes.at(-1)).toMatchObject({ what: 'pauses', from: null, to: told, reason: because, sequence: 1 });
    const { changes } = await listChanges(evening, { since: 0 });
    expect(changes.filter(({ what }) => what === 'pauses')).toMatchObject([{ sessionId: other, to: told }]);
    expect([...(await icsOf(evening))]).toEqual([
      [id, 0],
      [other, 1],
    ]);
    const [act] = await ctx.db.select().from(acts).where(eq(acts.act, 'timetable.correctHours'));
    expect(act?.detail).toEqual({ sessions: 1, reason: because });
  });

  test('need a reason, the right to publish, and the list that was seen', async () => {
    const ctx = await anOffice();
    await publish(ctx, [aStint({ days: 2 })]);
    await saveEvening(ctx, resting);
    await expect(correctHours(ctx, '  ')).rejects.toThrow(Invalid);
    const { mark } = await readOutdated(ctx);
    // As many sessions, another rest.
    await saveEvening(ctx, { ...resting, maghribPauseMinutes: 20 });
    expect((await readOutdated(ctx)).sessions).toHaveLength(2);
    await expect(confirm(ctx, { seen: mark, reason: because })).rejects.toThrow(Conflict);
    await expect(correctHours({ ...ctx, actor: anActor('viewer') }, because)).rejects.toThrow(Forbidden);
    expect((await ctx.db.select().from(sessions)).map(({ sequence, pauses }) => [sequence, pauses.length])).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });

  test('are confirmed as shown whoever takes a number meanwhile, and not once where a session has begun', async () => {
    const ctx = await anOffice();
    await publish(ctx, [aStint({ start: '2026-11-27', days: 2 })]);
    await saveEvening(ctx, resting);
    const { mark } = await readOutdated(ctx);
    const sessionId = await sessionAt(ctx, 'pajang', '2026-11-27');
    await layOutExactly(ctx, sessionId, 10);
    await aTicket(ctx, { sessionId });
    expect((await readOutdated(ctx)).mark).toBe(mark);
    const begun = later(ctx, '2026-11-27T09:00:01Z');
    await expect(confirm(begun, { seen: mark, reason: because })).rejects.toThrow(Conflict);
    expect(await confirm(ctx, { seen: mark, reason: because })).toEqual({ sessions: 2 });
    await expect(confirm(ctx, { seen: mark, reason: because })).rejects.toThrow(Conflict);
  });

  test('are warned of where they take more than a fifth of a session', async () => {
    const ctx = await anOffice();
    await publish(ctx, [aStint({ days: 1 })]);
    await saveEvening(ctx, { ...resting, maghribPauseMinutes: 60, isyaPauseMinutes: 0 });
    expect((await readOutdated(ctx)).sessions.map(({ restsLong }) => restsLong)).toEqual([false]);
    // 61 of 300 minutes
    await saveEvening(ctx, { ...resting, maghribPauseMinutes: 60, isyaPauseMinutes: 1 });
    expect((await readOutdated(ctx)).sessions.map(({ restsLong }) => restsLong)).toEqual([true]);
  });

  test('send no message: numbers and turns stay', async () => {
    const ctx = await anOffice();
    await publish(ctx, [aStint({ start: '2026-11-27', days: 1 })]);
    const sessionId = await sessionAt(ctx, 'pajang', '2026-11-27');
    await layOutExactly(ctx, sessionId, 10);
    const { id } = await aTicket(ctx, { sessionId });
    const before = await ticketOf(ctx, id);
    await saveEvening(ctx, resting);
    await correctHours(ctx, because);
    expect(await ticketOf(ctx, id)).toEqual(before);
    expect(await ctx.db.$count(messages, eq(messages.kind, 'moved'))).toBe(0);
  });
});

describe('other hours', () => {
  // Ramadan 1447 began on 19 February 2026, its first tarawih was on the evening before.
  const february = { now: '2026-02-16T02:00:00Z' };

  test('follow when tarawih is switched on after publication: holders keep numbers, come later, and are told why', async () => {
    const ctx = await anOffice(february);
    await publish(ctx, [aStint({ start: '2026-02-20', days: 1 })], 'uji', '2026-03-31');
    const sessionId = await sessionAt(ctx, 'pajang', '2026-02-20');
    await layOutExactly(ctx, sessionId, 10);
    const { id } = await aTicket(ctx, { sessionId });
    const before = await ticketOf(ctx, id);
    await saveEvening(ctx, waiting);
    const [seen] = (await readOutdated(ctx)).sessions;
    expect(seen).toMatchObject({
      from: { start: '16:00', end: '21:00', capacity: 90 },
      to: { start: '20:15', end: '22:45', capacity: 45, pauses: [] },
      holding: 1,
    });
    await correctHours(ctx, because);
    const [session] = (await findSessions(ctx, {})).sessions;
    expect(session).toMatchObject({
      startsAt: '2026-02-20T20:15:00+07:00',
      capacity: 45,
      sequence: 1,
      status: 'scheduled',
    });
    expect(session?.changes.at(-1)).toMatchObject({ what: 'hours', from: '16:00-21:00', to: '20:15-22:45' });
    const after = await ticketOf(ctx, id);
    expect([after.number, after.state]).toEqual([before.number, 'held']);
    expect((after.placeAt ?? 0) - (before.placeAt ?? 0)).toBe(255 * 60_000);
    expect(after.answerBy).toBeGreaterThan(ctx.now());
    const said = await ctx.db
      .select({ kind: messages.kind, dueAt: messages.dueAt })
      .from(messages)
      .where(and(eq(messages.ticketId, id), eq(messages.state, 'queued')))
      .orderBy(asc(messages.dueAt));
    expect(said.map(({ kind }) => kind)).toEqual(['moved', 'day_before', 'hours_before']);
    expect(said[2]?.dueAt).toBe(Date.parse('2026-02-20T18:15:00+07:00'));
    expect((await readOutdated(ctx)).sessions).toEqual([]);
  });

  test('are told once to who follows the area', async () => {
    const ctx = await anOffice(february);
    await publish(ctx, [aStint({ start: '2026-02-20', days: 2 })], 'uji', '2026-03-31');
    const follower = { channel: 'email' as const, sealed: 'x', createdAt: ctx.now(), expiresAt: ctx.now() + 1e9 };
    await ctx.db
      .insert(contacts)
      .values({ ...follower, id: 'f', areaCode: '33.72.01', language: 'id', addressCheck: 'f' });
    await saveEvening(ctx, waiting);
    await correctHours(ctx, because);
    const told = await ctx.db.select().from(messages).where(eq(messages.contactId, 'f'));
    expect(told.map(({ kind, facts }) => [kind, facts?.count])).toEqual([['area_changed', 2]]);
  });

  test('that would have begun already are not given', async () => {
    const ctx = await anOffice(february);
    await saveEvening(ctx, waiting);
    await publish(ctx, [aStint({ start: '2026-02-20', days: 1 })], 'uji', '2026-03-31');
    // 17.30 in Solo, three hours before the promised start: 16.00 is over.
    const dusk = later(ctx, '2026-02-20T10:30:00Z');
    expect(await saveEvening(dusk, resting)).toEqual({ outdated: 0 });
  });

  test('follow a slot that was changed, at midnight and over the end of a year', async () => {
    const ctx = await anOffice();
    await publish(ctx, [aStint({ start: '2026-12-31', days: 2 })]);
    await ctx.db.update(slots).set({ startTime: '19:00', endTime: '24:00' }).where(eq(slots.id, 'malam'));
    await correctHours(ctx, because);
    const told = (await findSessions(ctx, {})).sessions;
    expect(told.map(({ date, startsAt, endsAt }) => [date, startsAt, endsAt])).toEqual([
      ['2026-12-31', '2026-12-31T19:00:00+07:00', '2027-01-01T00:00:00+07:00'],
      ['2027-01-01', '2027-01-01T19:00:00+07:00', '2027-01-02T00:00:00+07:00'],
    ]);
    expect(told.map(({ changes }) => changes.at(-1)?.to)).toEqual(['19:00-24:00', '19:00-24:00']);
  });
});

test('whatever rules follow each other, a session has one record for each change, in sequence, and rests lie within its hours', async () => {
  const rules = fc.record({
    maghribPauseMinutes: fc.integer({ min: 0, max: 60 }),
    isyaPauseMinutes: fc.integer({ min: 0, max: 60 }),
    tarawihMinutes: fc.option(fc.integer({ min: 0, max: 180 }), { nil: null }),
    ramadanEveningMinutes: fc.integer({ min: 30, max: 360 }),
  });
  const zone = fc.constantFrom('Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura');
  await fc.assert(
    fc.asyncProperty(zone, fc.array(rules, { minLength: 1, maxLength: 4 }), async (of, sequence) => {
      const ctx = await anOffice({ now: '2026-02-14T00:00:00Z', zone: of });
      await publish(ctx, [aStint({ start: '2026-02-17', days: 2 })], 'uji', '2026-03-31');
      let changed = 0;
      for (const one of sequence) {
        const { outdated } = await saveEvening(ctx, { ...one });
        await correctHours(ctx, because);
        changed += outdated;
        expect((await readOutdated(ctx)).sessions).toEqual([]);
      }
      const told = (await findSessions(ctx, {})).sessions;
      const { changes } = await listChanges(ctx, { since: 0 });
      expect(changes.filter(({ what }) => what === 'hours' || what === 'pauses')).toHaveLength(changed);
      expect(await icsOf(ctx)).toEqual(new Map(told.map(({ id, sequence: at }) => [id, at])));
      for (const session of told) {
        expect(session.changes.map((change) => change.sequence)).toEqual(session.changes.map((_, at) => at));
        expect(session.sequence).toBe(session.changes.length - 1);
        const [start, end] = [session.startsAt, session.endsAt].map((at) => minutesOfDay(at.slice(11, 16)));
        for (const pause of session.pauses) {
          expect(minutesOfDay(pause.start)).toBeGreaterThanOrEqual(start ?? 1440);
          expect(minutesOfDay(pause.end)).toBeLessThanOrEqual(end ?? 0);
        }
        expect(session.endsAt.slice(0, 10)).toBe(session.date);
      }
    }),
    { numRuns: 8 },
  );
});
