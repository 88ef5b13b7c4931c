import { randomUUID } from 'node:crypto';
import { reports, turnout, turnoutModels } from '@jemput/server/db/schema/field';
import { pools } from '@jemput/server/db/schema/places';
import { assignments, sessions } from '@jemput/server/db/schema/sessions';
import { Conflict, Forbidden, Invalid, NotFound } from '@jemput/server/errors';
import { readDaySheet } from '@jemput/server/field/read-day-sheet';
import { receiveReport } from '@jemput/server/field/receive-report';
import { readBoard } from '@jemput/server/planning/read-board';
import { findSessions } from '@jemput/server/sessions/find-sessions';
import { readProgress } from '@jemput/server/sessions/read-progress';
import type { FieldReport } from '@jemput/shared/field/field-report';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { anOffice, aStint, as, FRIDAY, later, type OfficeContext, publish } from '../../fixtures/an-office.ts';

const EVENING = '2026-11-20T14:05:00Z';

async function tonight(): Promise<{
  office: OfficeContext;
  crew: OfficeContext;
  sessionId: string;
  tomorrowId: string;
}> {
  const ctx = await anOffice();
  await publish(ctx, [aStint({ kits: ['K01', 'K03'] }), aStint({ venue: 'mojosongo', kits: ['K02'] })]);
  const office = later(ctx, EVENING);
  const { sessions: found } = await findSessions(office, { venue: 'pajang' });
  return { office, crew: as(office, 'crew-1'), sessionId: found[0]?.id ?? '', tomorrowId: found[1]?.id ?? '' };
}

function closing(sessionId: string, over: Partial<Extract<FieldReport, { kind: 'closed' }>> = {}): FieldReport {
  const madeAt = Date.parse(EVENING);
  return { id: randomUUID(), sessionId, madeAt, kind: 'closed', served: 180, turnedAway: 12, note: '', ...over };
}

async function remainingAtPajang({ db }: OfficeContext): Promise<number | undefined> {
  return (await db.select().from(pools).where(eq(pools.id, 'pajang')))[0]?.remaining;
}

describe('receiveReport', () => {
  test('a report whose receipt was lost is answered as before, though the session has another crew by now', async () => {
    const { office, crew, sessionId } = await tonight();
    const report = closing(sessionId);
    let millis = Date.parse(EVENING);
    const first = await receiveReport({ ...crew, now: () => millis++ }, report);
    await office.db.delete(assignments).where(eq(assignments.sessionId, sessionId));
    expect(await receiveReport(crew, report)).toEqual({ ...first, duplicate: true });
    await expect(receiveReport(crew, closing(sessionId))).rejects.toThrow(Forbidden);
    await expect(receiveReport(as(office, 'crew-2'), report)).rejects.toThrow(Forbidden);
  });

  test('a closed session shrinks the pool, enters the forecast and moves what is expected', async () => {
    const { office, crew, sessionId, tomorrowId } = await tonight();
    const expectedBefore =
      (await findSessions(office, {})).sessions.find(({ id }) => id === tomorrowId)?.expected.mean ?? 0;
    const receipt = await receiveReport(crew, closing(sessionId));
    expect(receipt).toMatchObject({ duplicate: false, receivedAt: '2026-11-20T21:05:00+07:00' });
    expect(await remainingAtPajang(office)).toBe(820);
    const rows = await office.db.select().from(turnout);
    expect(rows).toMatchObject([
      { venueId: 'pajang', date: '2026-11-20', remaining: 1000, served: 180, turnedAway: 12, capacity: 180, kits: 2 },
    ]);
    expect(await office.db.select().from(turnoutModels)).toMatchObject([{ rows: 1 }]);
    const { sessions: found } = await findSessions(office, { from: '2026-11-20' });
    const closed = found.find(({ id }) => id === sessionId);
    expect(closed).toMatchObject({ status: 'done', checkedAt: '2026-11-20T21:05:00+07:00' });
    expect(closed?.changes.at(-1)).toMatchObject({ what: 'status', from: 'scheduled', to: 'done' });
    expect(found.find(({ id }) => id === tomorrowId)?.expected.mean).not.toBeCloseTo(expectedBefore, 3);
    const board = await readBoard(as(office, 'planner-1'), {});
    expect(board.pools.find(({ id }) => id === 'pajang')?.remaining).toBe(820);
    expect(board.reports).toEqual([
      { venueId: 'pajang', date: '2026-11-20', slotId: 'malam', served: 180, turnedAway: 12 },
    ]);
    expect((await readProgress(office)).history.at(-1)).toEqual({ date: '2026-11-20', recorded: 780 });
  });

  test('the same report twice, even at once, counts once', async () => {
    const { office, crew, sessionId } = await tonight();
    const report = closing(sessionId);
    const receipts = await Promise.all([
      receiveReport(crew, report),
      receiveReport(crew, report),
      receiveReport(crew, report),
    ]);
    expect(receipts.map(({ duplicate }) => duplicate).toSorted()).toEqual([false, true, true]);
    expect(new Set(receipts.map(({ receivedAt }) => receivedAt)).size).toBe(1);
    expect(await remainingAtPajang(office)).toBe(820);
    expect(await office.db.select().from(reports)).toHaveLength(1);
  });

  test('a second closing by another report is refused and names the first', async () => {
    const { office, crew, sessionId } = await tonight();
    await receiveReport(crew, closing(sessionId));
    const second = receiveReport(crew, closing(sessionId, { served: 90 }));
    await expect(second).rejects.toThrow(Conflict);
    await expect(second).rejects.toThrow('Nama crew-1 at 2026-11-20T21:05:00+07:00 with 180 served');
    expect(await remainingAtPajang(office)).toBe(820);
  });

  test('an id used for other counts is refused', async () => {
    const { crew, sessionId } = await tonight();
    const report = closing(sessionId);
    await receiveReport(crew, report);
    await expect(receiveReport(crew, { ...report, served: 181 } as FieldReport)).rejects.toThrow(
      'used for another report',
    );
  });

  test("somebody else's session, an unknown one and a planner are refused, and nothing is kept", async () => {
    const { office, crew, sessionId } = await tonight();
    await expect(receiveReport(as(office, 'crew-2'), closing(sessionId))).rejects.toThrow(Forbidden);
    await expect(receiveReport(crew, closing('nowhere'))).rejects.toThrow(NotFound);
    expect(() => receiveReport(as(office, 'planner-1'), closing(sessionId))).toThrow(Forbidden);
    expect(await office.db.select().from(reports)).toEqual([]);
    expect(await remainingAtPajang(office)).toBe(1000);
    expect((await receiveReport(as(office, 'admin-1'), closing(sessionId))).duplicate).toBe(false);
  });

  test('what cannot be true is named', async () => {
    const { crew, sessionId, tomorrowId } = await tonight();
    const cases: [FieldReport, object[]][] = [
      // 3 × (2 kits × 18 an hour × 5 hours)
      [closing(sessionId, { served: 541 }), [{ field: 'served', code: 'implausible' }]],
      [closing(sessionId, { madeAt: Date.parse('2026-11-22T00:00:00Z') }), [{ field: 'madeAt', code: 'in_future' }]],
      [closing(sessionId, { madeAt: Date.parse('2026-10-01T00:00:00Z') }), [{ field: 'madeAt', code: 'too_old' }]],
      [closing(tomorrowId), [{ field: 'sessionId', code: 'not_yet' }]],
    ];
    for (const [report, faults] of cases) {
      const sent = receiveReport(crew, report);
      await expect(sent).rejects.toThrow(Invalid);
      await expect(sent).rejects.toMatchObject({ faults });
    }
  });

  test('more people than remain leave nobody, not fewer', async () => {
    const { office, crew, sessionId } = await tonight();
    await office.db.update(pools).set({ remaining: 100 }).where(eq(pools.id, 'pajang'));
    await receiveReport(crew, closing(sessionId));
    expect(await remainingAtPajang(office)).toBe(0);
  });

  test('opening is shown to residents, incidents to planners; a late opening does not reopen', async () => {
    const { office, crew, sessionId } = await tonight();
    const base = { sessionId, madeAt: Date.parse(EVENING) };
    await receiveReport(crew, { ...base, id: randomUUID(), kind: 'opened' });
    const status = async () => (await office.db.select().from(sessions).where(eq(sessions.id, sessionId)))[0]?.status;
    expect(await status()).toBe('open');
    await receiveReport(crew, { ...base, id: randomUUID(), kind: 'incident', incident: 'power', note: 'genset' });
    expect((await readBoard(as(office, 'planner-1'), {})).incidents).toMatchObject([
      { sessionId, incident: 'power', note: 'genset' },
    ]);
    await receiveReport(crew, closing(sessionId));
    await receiveReport(crew, { ...base, id: randomUUID(), kind: 'opened' });
    expect(await status()).toBe('done');
  });

  test('a cancelled session cannot be closed', async () => {
    const { office, crew, sessionId } = await tonight();
    await office.db.update(sessions).set({ status: 'cancelled' }).where(eq(sessions.id, sessionId));
    await expect(receiveReport(crew, closing(sessionId))).rejects.toThrow('was cancelled');
  });
});

describe('readDaySheet', () => {
  test("shows a crew member's sessions, today's first, with kits, colleagues, contact and changes", async () => {
    const { crew, office, sessionId, tomorrowId } = await tonight();
    const sheet = await readDaySheet(crew);
    expect(sheet).toMatchObject({ today: '2026-11-20', crewMember: { name: 'Sri' } });
    expect(sheet.assignments.map((assignment) => assignment.sessionId)).toEqual([sessionId, tomorrowId]);
    expect(sheet.assignments[0]).toMatchObject({
      venue: { id: 'pajang', contactName: 'Lurah', area: { name: 'Pajang', district: 'Laweyan' } },
      kits: [{ id: 'K01' }, { id: 'K03' }],
      colleagues: [],
      closed: null,
      capacity: 180,
    });
    await receiveReport(crew, closing(sessionId));
    expect((await readDaySheet(crew)).assignments[0]?.closed).toMatchObject({ served: 180, turnedAway: 12 });
    expect((await readDaySheet(as(office, 'admin-1'))).assignments).toHaveLength(4);
  });

  test('a session that was not closed is still there after midnight, until it is', async () => {
    const { crew, sessionId, tomorrowId } = await tonight();
    const midnight = later(crew, '2026-11-20T17:10:00Z');
    const ids = async () => (await readDaySheet(midnight)).assignments.map((assignment) => assignment.sessionId);
    expect(await ids()).toEqual([sessionId, tomorrowId]);
    await receiveReport(midnight, closing(sessionId));
    expect(await ids()).toEqual([tomorrowId]);
  });

  test('an account without a crew member is told so, not shown an empty sheet', async () => {
    const ctx = later(await anOffice(), FRIDAY);
    await expect(readDaySheet({ ...ctx, actor: { id: 'x', name: 'X', role: 'crew' } })).rejects.toThrow(NotFound);
  });
});
