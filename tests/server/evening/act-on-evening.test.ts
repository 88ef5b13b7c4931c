import { randomUUID } from 'node:crypto';
import { queues, ticketEvents, tickets } from '@jemput/server/db/schema/bookings';
import { counterStaff, counters } from '@jemput/server/db/schema/counters';
import { sessions } from '@jemput/server/db/schema/sessions';
import { acts } from '@jemput/server/db/schema/staff';
import { Forbidden, NotFound } from '@jemput/server/errors';
import { endEvenings } from '@jemput/server/evening/end-evenings';
import { listMyEvenings } from '@jemput/server/evening/list-my-evenings';
import { readSheet } from '@jemput/server/evening/read-sheet';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { anEvening, tell } from '../../fixtures/an-evening.ts';
import { as, later } from '../../fixtures/an-office.ts';

const walkIn = (over: Record<string, unknown> = {}) => ({ kind: 'walk_in', ticketId: newId(), people: 1, ...over });
const newId = () => randomUUID().replaceAll('-', '').slice(0, 16);

describe('a desk', () => {
  test('calls numbers in order of their time; whoever presses next has served the one before', async () => {
    const { crew, sessionId } = await anEvening();
    const opened = await tell(crew, sessionId, 'device-b', [{ kind: 'desk_opened' }]);
    expect(opened.sheet.mine).toMatchObject({ letter: 'B', calling: null });
    expect(opened.sheet.line.map(({ label }) => label)).toEqual(['A-001', 'A-002', 'A-003', 'A-004', 'A-005', 'A-006']);
    expect(opened.sheet.line[0]?.name).toBe('Orang ke-1');
    const first = await tell(crew, sessionId, 'device-b', [{ kind: 'call_next' }]);
    expect(first.receipts).toMatchObject([{ label: 'A-001', duplicate: false }]);
    const second = await tell(crew, sessionId, 'device-b', [{ kind: 'call_next' }]);
    expect(second.receipts).toMatchObject([{ label: 'A-002' }]);
    expect(second.sheet.ended).toMatchObject([{ label: 'A-001', state: 'served', desk: 'B' }]);
    expect(second.sheet.counts).toMatchObject({ served: 1, waiting: 4 });
  });

  test('the same event again, even at once, is done once', async () => {
    const { crew, sessionId } = await anEvening();
    await tell(crew, sessionId, 'device-b', [{ kind: 'desk_opened' }]);
    const press = { kind: 'call_next', id: randomUUID() };
    const answers = await Promise.all([1, 2, 3].map(() => tell(crew, sessionId, 'device-b', [press])));
    expect(answers.map(({ receipts }) => receipts[0]?.label)).toEqual(['A-001', 'A-001', 'A-001']);
    expect(answers.filter(({ receipts }) => receipts[0]?.duplicate)).toHaveLength(2);
    expect(answers.at(-1)?.sheet.counts.served).toBe(0);
  });

  test('an event waits for the one before it on its device', async () => {
    const { crew, sessionId } = await anEvening();
    await tell(crew, sessionId, 'device-b', [{ kind: 'desk_opened' }]);
    const first = { kind: 'call_next', id: randomUUID(), after: null };
    const second = { kind: 'call_next', id: randomUUID(), after: first.id };
    const early = await tell(crew, sessionId, 'device-b', [second]);
    expect(early).toMatchObject({ receipts: [], refused: [] });
    const both = await tell(crew, sessionId, 'device-b', [first, second]);
    expect(both.receipts.map(({ label }) => label)).toEqual(['A-001', 'A-002']);
  });

  test('what cannot be read is refused alone and holds up nothing after it', async () => {
    const { crew, sessionId } = await anEvening();
    const broken = { kind: 'skipped', id: randomUUID(), ticketId: '<script>', reason: '' };
    const answer = await tell(crew, sessionId, 'device-b', [
      { kind: 'desk_opened' },
      broken,
      { kind: 'call_next', after: broken.id },
    ]);
    expect(answer.refused).toMatchObject([{ id: broken.id, refusal: 'malformed' }]);
    expect(answer.receipts.at(-1)).toMatchObject({ label: 'A-001' });
  });

  test('somebody skipped comes in again after three others; the reason and who skipped are kept', async () => {
    const { crew, sessionId, ticketIds } = await anEvening();
    const [ticketId] = ticketIds;
    const { refused } = await tell(crew, sessionId, 'device-b', [
      { kind: 'desk_opened' },
      { kind: 'call_next' },
      { kind: 'skipped', ticketId },
    ]);
    expect(refused).toMatchObject([{ refusal: 'malformed' }]);
    await tell(crew, sessionId, 'device-b', [{ kind: 'skipped', ticketId, reason: 'not_here' }]);
    const back = await tell(crew, sessionId, 'device-b', [{ kind: 'arrived', ticketId }]);
    expect(back.sheet.next.map((id) => ticketIds.indexOf(id) + 1)).toEqual([2, 3, 4, 1, 5, 6]);
    const events = await crew.db.select().from(ticketEvents).where(eq(ticketEvents.what, 'skipped'));
    expect(events).toMatchObject([{ ticketId, reason: 'not_here', desk: 'B', actorId: 'crew-1' }]);
    const logged = await crew.db.select().from(acts).where(eq(acts.act, 'queue.skipped'));
    expect(logged).toMatchObject([{ actorId: 'crew-1', detail: { reason: 'not_here' } }]);
  });

  test('much later than the call somebody comes in as one who just came', async () => {
    const { crew, sessionId, ticketIds } = await anEvening();
    const [ticketId] = ticketIds;
    await tell(crew, sessionId, 'device-b', [{ kind: 'desk_opened' }, { kind: 'call_next' }]);
    await tell(crew, sessionId, 'device-b', [{ kind: 'skipped', ticketId, reason: 'not_here' }]);
    const hourLater = later(crew, '2026-11-20T12:00:00Z');
    const back = await tell(hourLater, sessionId, 'device-b', [{ kind: 'arrived', ticketId }]);
    expect(back.sheet.next.at(-1)).toBe(ticketId);
  });

  test('who just came gets the next number of the desk and waits behind who is due; not yet due come after', async () => {
    const { crew, sessionId } = await anEvening();
    await tell(crew, sessionId, 'device-b', [{ kind: 'desk_opened' }]);
    await tell(crew, sessionId, 'device-c', [{ kind: 'desk_opened' }]);
    const given = await tell(crew, sessionId, 'device-c', [
      walkIn({ people: 3, name: ' Mbah  Karto\u202e ' }),
      walkIn(),
    ]);
    expect(given.receipts.map(({ label }) => label)).toEqual(['C-001', 'C-002']);
    const karto = given.sheet.line.find(({ label }) => label === 'C-001');
    expect(karto).toMatchObject({ name: 'Mbah Karto', people: 3, origin: 'walk_in' });
    expect(given.sheet.counts).toMatchObject({ walkIns: 4, here: 4 });
    const [row] = await crew.db.select().from(tickets).where(eq(tickets.number, 1)).orderBy(tickets.askedAt).limit(1);
    expect(JSON.stringify(row)).not.toContain('Karto');
  });

  test('nobody more is let in once it is full, but for a reason that is kept', async () => {
    const { crew, sessionId } = await anEvening();
    await tell(crew, sessionId, 'device-b', [{ kind: 'desk_opened' }]);
    await crew.db
      .update(queues)
      .set({ fullSince: crew.now() - 60_000 })
      .where(eq(queues.sessionId, sessionId));
    const refused = await tell(crew, sessionId, 'device-b', [walkIn({ people: 2 })]);
    expect(refused.refused).toMatchObject([{ refusal: 'no_more_servable' }]);
    expect(refused.sheet.counts.refused).toBe(2);
    const given = await tell(crew, sessionId, 'device-b', [walkIn({ although: 'lansia dari jauh' })]);
    expect(given.receipts).toMatchObject([{ label: 'B-001' }]);
    const logged = await crew.db.select().from(acts).where(eq(acts.act, 'queue.numberThoughFull'));
    expect(logged).toMatchObject([{ detail: { although: 'lansia dari jauh' } }]);
  });

  test("a phone whose clock is five minutes off tells when things happened by the office's clock", async () => {
    const { crew, sessionId, ticketIds } = await anEvening();
    await tell(crew, sessionId, 'device-b', [{ kind: 'desk_opened' }]);
    const slow = crew.now() - 5 * 60_000;
    const { sheet } = await tell({ ...crew, now: () => crew.now() }, sessionId, 'device-b', []);
    expect(sheet.mine?.leased).toEqual(ticketIds);
    const { actOnEvening } = await import('@jemput/server/evening/act-on-evening');
    await actOnEvening(crew, {
      sessionId,
      deviceId: 'device-b',
      sentAt: slow,
      events: [{ kind: 'called', id: randomUUID(), ticketId: ticketIds[0], madeAt: slow - 90_000 }],
    });
    const [row] = await crew.db
      .select()
      .from(tickets)
      .where(eq(tickets.id, ticketIds[0] ?? ''));
    expect(row?.calledAt).toBe(crew.now() - 90_000);
  });

  test('what a silent desk may be calling is given to nobody until somebody takes it over, which is kept', async () => {
    const { crew, sessionId } = await anEvening();
    let sheetB = (await tell(crew, sessionId, 'device-b', [{ kind: 'desk_opened' }])).sheet;
    let sheetC = (await tell(crew, sessionId, 'device-c', [{ kind: 'desk_opened' }])).sheet;
    for (let round = 0; round < 3; round++) {
      sheetB = (await tell(crew, sessionId, 'device-b', [], sheetB.mine?.leaseNo)).sheet;
      sheetC = (await tell(crew, sessionId, 'device-c', [], sheetC.mine?.leaseNo)).sheet;
    }
    expect(new Set([...(sheetB.mine?.leased ?? []), ...(sheetC.mine?.leased ?? [])]).size).toBe(6);
    expect(sheetB.mine?.leased.length).toBe(3);
    const minuteLater = later(crew, '2026-11-20T11:01:00Z');
    const mine: (string | null)[] = [];
    for (let press = 0; press < 5; press++) {
      const { receipts } = await tell(minuteLater, sessionId, 'device-b', [{ kind: 'call_next' }]);
      mine.push(receipts[0]?.ticketId ?? null);
    }
    expect(mine).toEqual([...(sheetB.mine?.leased ?? []), null, null]);
    const silent = await readSheet(minuteLater, { sessionId, deviceId: 'device-b' });
    expect(silent.desks).toMatchObject([
      { letter: 'B', silent: false },
      { letter: 'C', silent: true, keptFor: 3 },
    ]);
    const taken = await tell(minuteLater, sessionId, 'device-b', [
      { kind: 'taken_over', desk: 'C' },
      { kind: 'call_next' },
    ]);
    expect(taken.receipts[1]?.ticketId).toBe(sheetC.mine?.leased[0]);
    const logged = await crew.db.select().from(acts).where(eq(acts.act, 'queue.tookOver'));
    expect(logged).toMatchObject([{ actorId: 'crew-1', detail: { desk: 'C' } }]);
  });
});

describe('who may call', () => {
  test('crews at their own sessions, planners anywhere, nobody else; refused without a word of who waits', async () => {
    const { office, crew, sessionId, elsewhereId } = await anEvening();
    await expect(readSheet(crew, { sessionId: elsewhereId, deviceId: 'device-b' })).rejects.toThrow(Forbidden);
    await expect(tell(as(office, 'crew-2'), sessionId, 'device-b', [{ kind: 'desk_opened' }])).rejects.toThrow(
      Forbidden,
    );
    await expect(tell({ ...office, actor: null }, sessionId, 'device-b', [])).rejects.toThrow(Forbidden);
    await expect(
      tell({ ...office, actor: { id: 'v', name: 'v', role: 'viewer' } }, sessionId, 'device-b', []),
    ).rejects.toThrow(Forbidden);
    await expect(tell(crew, 'no-such-session', 'device-b', [])).rejects.toThrow(NotFound);
    const { sheet } = await tell(as(office, 'planner-1'), sessionId, 'device-b', [{ kind: 'desk_opened' }]);
    expect(sheet.mine?.letter).toBe('B');
  });

  test('staff of a counter call at its days', async () => {
    const { office, sessionId } = await anEvening();
    const opening = { weekdays: [1, 2, 3, 4, 5], except: [], also: [] };
    const desk = { venueId: 'pajang', service: 'recording', slotId: 'malam', desks: 1, minutesPerPerson: 5 } as const;
    await office.db.insert(counters).values({ id: 'loket', ...desk, opening });
    await office.db.update(sessions).set({ counterId: 'loket' }).where(eq(sessions.id, sessionId));
    const crew = as(office, 'crew-2');
    await expect(tell(crew, sessionId, 'device-b', [])).rejects.toThrow(Forbidden);
    await office.db.insert(counterStaff).values({ counterId: 'loket', crewMemberId: 'c2' });
    expect((await tell(crew, sessionId, 'device-b', [{ kind: 'desk_opened' }])).sheet.mine?.letter).toBe('B');
    expect((await listMyEvenings(crew)).map((evening) => evening.sessionId).sort()).toContain(sessionId);
  });

  test('nothing is called at a session that was cancelled, is over or still to come', async () => {
    const { crew, sessionId } = await anEvening();
    const refusalAt = async (at: string) => {
      const answer = await tell(later(crew, at), sessionId, 'device-b', [{ kind: 'desk_opened' }]);
      return answer.refused[0]?.refusal;
    };
    expect(await refusalAt('2026-11-19T11:00:00Z')).toBe('not_today');
    expect(await refusalAt('2026-11-21T11:00:00Z')).toBe('not_today');
    await crew.db.update(sessions).set({ status: 'cancelled' }).where(eq(sessions.id, sessionId));
    expect(await refusalAt('2026-11-20T11:00:00Z')).toBe('cancelled');
    const { sheet } = await tell(crew, sessionId, 'device-b', []);
    expect(sheet.closedFor).toBe('cancelled');
  });
});

describe('an evening that nobody closed', () => {
  test('ends by itself half a day later: who never came was absent, who came was left unserved', async () => {
    const { crew, office, sessionId, ticketIds } = await anEvening({ numbers: 3 });
    await tell(crew, sessionId, 'device-b', [
      { kind: 'desk_opened' },
      { kind: 'call_next' },
      { kind: 'arrived', ticketId: ticketIds[1] },
    ]);
    expect(await endEvenings(office)).toBe(0);
    expect(await endEvenings(later(office, '2026-11-21T03:00:00Z'))).toBe(1);
    const rows = await office.db.select().from(tickets).orderBy(tickets.number);
    expect(rows.map(({ state }) => state)).toEqual(['served', 'left_unserved', 'absent']);
    expect(await endEvenings(later(office, '2026-11-21T03:01:00Z'))).toBe(0);
  });

  test('a desk that comes back the next day still tells whom it served', async () => {
    const { crew, office, sessionId, ticketIds } = await anEvening({ numbers: 2 });
    await tell(crew, sessionId, 'device-b', [{ kind: 'desk_opened' }]);
    const nextDay = '2026-11-21T03:00:00Z';
    await endEvenings(later(office, nextDay));
    const ticketId = ticketIds[1] ?? '';
    const madeAt = Date.parse('2026-11-20T13:00:00Z');
    await tell(later(crew, nextDay), sessionId, 'device-b', [
      { kind: 'called', ticketId, madeAt },
      { kind: 'served', ticketId, madeAt: madeAt + 240_000 },
    ]);
    const [row] = await office.db.select().from(tickets).where(eq(tickets.id, ticketId));
    expect(row).toMatchObject({ state: 'served', calledAt: madeAt, endedAt: madeAt + 240_000 });
  });
});
