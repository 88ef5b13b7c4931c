import { randomUUID } from 'node:crypto';
import { tickets } from '@jemput/server/db/schema/bookings';
import { counters } from '@jemput/server/db/schema/counters';
import { reports, sessionForecasts, turnout, turnoutModels } from '@jemput/server/db/schema/field';
import { pools } from '@jemput/server/db/schema/places';
import { sessions } from '@jemput/server/db/schema/sessions';
import { endEvenings } from '@jemput/server/evening/end-evenings';
import { readSheet } from '@jemput/server/evening/read-sheet';
import { receiveReport } from '@jemput/server/field/receive-report';
import { getSession } from '@jemput/server/sessions/get-session';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { type AnEvening, anEvening, tell } from '../../fixtures/an-evening.ts';
import { as } from '../../fixtures/an-office.ts';

const closing = { kind: 'evening_closed', servedWithoutNumber: 0, turnedAwayWithoutNumber: 0, note: '' };

/** Two families of three served, one came and was not, one lacked papers, two never came. */
async function nearlyOver(): Promise<AnEvening> {
  const evening = await anEvening({ numbers: 6, people: 3 });
  const { crew, sessionId, ticketIds } = evening;
  await tell(crew, sessionId, 'device-b', [
    { kind: 'desk_opened' },
    { kind: 'call_next' },
    { kind: 'call_next' },
    { kind: 'call_next' },
    { kind: 'skipped', ticketId: ticketIds[2], reason: 'papers_missing' },
    { kind: 'arrived', ticketId: ticketIds[3] },
  ]);
  return evening;
}

describe('closing the evening', () => {
  test('counts people and not tickets, and they reach the pool, the history and the forecast', async () => {
    const { crew, office, sessionId } = await nearlyOver();
    const closed = await tell(crew, sessionId, 'device-b', [
      { ...closing, servedWithoutNumber: 2, turnedAwayWithoutNumber: 4, note: 'listrik padam sebentar' },
    ]);
    expect(closed.refused).toEqual([]);
    const rows = await office.db.select().from(tickets).orderBy(tickets.number);
    expect(rows.map(({ state }) => state)).toEqual([
      'served',
      'served',
      'left_unserved',
      'left_unserved',
      'absent',
      'absent',
    ]);
    // Two families of three and two without a number; the family that came late and four others went home.
    expect(closed.sheet.report).toMatchObject({ served: 8, turnedAway: 7 });
    expect(closed.sheet).toMatchObject({ closedFor: 'evening_over', line: [], mine: null });
    expect(await office.db.select().from(turnout)).toMatchObject([{ venueId: 'pajang', served: 8, turnedAway: 7 }]);
    expect(await office.db.select().from(turnoutModels)).toMatchObject([{ rows: 1 }]);
    const [pool] = await office.db.select().from(pools).where(eq(pools.id, 'pajang'));
    expect(pool?.remaining).toBe(992);
    expect((await getSession(office, { id: sessionId })).session.status).toBe('done');
  });

  test('the same closing again changes nothing; another is refused', async () => {
    const { crew, office, sessionId } = await nearlyOver();
    const close = { ...closing, id: randomUUID() };
    await tell(crew, sessionId, 'device-b', [close]);
    const again = await tell(crew, sessionId, 'device-b', [close]);
    expect(again.receipts).toMatchObject([{ duplicate: true }]);
    const other = await tell(crew, sessionId, 'device-b', [closing]);
    expect(other.refused).toMatchObject([{ refusal: 'evening_over' }]);
    expect(await office.db.select().from(turnout)).toHaveLength(1);
  });

  test('not while another desk is open, nor before the session begins, nor with counts that cannot be', async () => {
    const { crew, sessionId } = await nearlyOver();
    const absurd = await tell(crew, sessionId, 'device-b', [{ ...closing, servedWithoutNumber: 9000 }]);
    expect(absurd.refused).toMatchObject([{ refusal: 'malformed' }]);
    await tell(crew, sessionId, 'device-c', [{ kind: 'desk_opened' }]);
    const early = await tell(crew, sessionId, 'device-b', [closing]);
    expect(early.refused).toMatchObject([{ refusal: 'desks_open' }]);
    await tell(crew, sessionId, 'device-c', [{ kind: 'desk_closed' }]);
    const morning = { ...crew, now: () => Date.parse('2026-11-20T08:00:00Z') };
    expect((await tell(morning, sessionId, 'device-b', [closing])).refused).toMatchObject([{ refusal: 'not_today' }]);
    expect((await tell(crew, sessionId, 'device-b', [closing])).refused).toEqual([]);
  });

  test('a planner at a desk closes it too, and what was opened there is open to residents', async () => {
    const { office, sessionId } = await anEvening();
    const planner = as(office, 'planner-1');
    await tell(planner, sessionId, 'device-b', [{ kind: 'desk_opened' }]);
    expect((await getSession(office, { id: sessionId })).session.status).toBe('open');
    await tell(planner, sessionId, 'device-b', [closing]);
    expect(await office.db.select().from(reports).where(eq(reports.kind, 'closed'))).toMatchObject([
      { reportedBy: 'planner-1', served: 0, turnedAway: 0 },
    ]);
  });

  test('a crew that closes by the count alone closes the queue with it, and its count stands', async () => {
    const { crew, office, sessionId } = await nearlyOver();
    const report = { id: randomUUID(), sessionId, madeAt: crew.now(), kind: 'closed' as const };
    await receiveReport(crew, { ...report, served: 9, turnedAway: 1, note: '' });
    const late = await tell(crew, sessionId, 'device-b', [{ kind: 'call_next' }, closing]);
    expect(late.refused).toMatchObject([{ refusal: 'evening_over' }, { refusal: 'evening_over' }]);
    expect(late.sheet.report).toMatchObject({ served: 9, turnedAway: 1 });
    expect(await endEvenings(office)).toBe(1);
    expect((await readSheet(crew, { sessionId, deviceId: 'device-b' })).line).toEqual([]);
    expect(await office.db.select().from(turnout)).toMatchObject([{ served: 9, turnedAway: 1 }]);
  });

  test('where cards are printed nobody is counted as recorded and no forecast learns', async () => {
    const { crew, office, sessionId } = await anEvening();
    await office.db.update(sessions).set({ service: 'printing' }).where(eq(sessions.id, sessionId));
    await tell(crew, sessionId, 'device-b', [{ kind: 'desk_opened' }, { kind: 'call_next' }, closing]);
    expect((await getSession(office, { id: sessionId })).session.status).toBe('done');
    expect(await office.db.select().from(reports).where(eq(reports.kind, 'closed'))).toMatchObject([{ served: 1 }]);
    expect(await office.db.select().from(turnout)).toEqual([]);
    expect(await office.db.select().from(sessionForecasts)).toEqual([]);
    expect((await office.db.select().from(pools).where(eq(pools.id, 'pajang')))[0]?.remaining).toBe(1000);
  });

  test('who was recorded at a counter remains in no pool, and no evening is forecast by it', async () => {
    const { crew, office, sessionId } = await anEvening({ people: 2 });
    await office.db.insert(counters).values({
      id: 'loket',
      venueId: 'pajang',
      service: 'recording',
      slotId: 'malam',
      desks: 1,
      minutesPerPerson: 5,
      opening: { weekdays: [1, 2, 3, 4, 5], except: [], also: [] },
    });
    await office.db.update(sessions).set({ counterId: 'loket' }).where(eq(sessions.id, sessionId));
    await tell(crew, sessionId, 'device-b', [{ kind: 'desk_opened' }, { kind: 'call_next' }, closing]);
    expect((await office.db.select().from(pools).where(eq(pools.id, 'pajang')))[0]?.remaining).toBe(998);
    expect(await office.db.select().from(turnout)).toEqual([]);
    expect(await office.db.select().from(turnoutModels)).toEqual([]);
  });
});
