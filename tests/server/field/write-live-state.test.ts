import { randomUUID } from 'node:crypto';
import { reports, turnout } from '@jemput/server/db/schema/field';
import { sessionChanges, sessions } from '@jemput/server/db/schema/sessions';
import { Conflict, Forbidden, Invalid } from '@jemput/server/errors';
import { receiveReport } from '@jemput/server/field/receive-report';
import { findSessions } from '@jemput/server/sessions/find-sessions';
import { getSession } from '@jemput/server/sessions/get-session';
import type { CrewState, FieldReport, IncidentKind } from '@jemput/shared/field/field-report';
import { asc, eq, notInArray } from 'drizzle-orm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anOffice, aStint, as, later, type OfficeContext, publish } from '../../fixtures/an-office.ts';

const START = '2026-11-20T16:00:00+07:00';

async function tonight(): Promise<{ office: OfficeContext; crew: OfficeContext; sessionId: string }> {
  const ctx = await anOffice();
  await publish(ctx, [aStint(), aStint({ venue: 'mojosongo', kits: ['K02'] })]);
  const office = at(ctx, '18:00');
  const { sessions: found } = await findSessions(office, { venue: 'pajang' });
  return { office, crew: as(office, 'crew-1'), sessionId: found[0]?.id ?? '' };
}

function at(ctx: OfficeContext, clock: string): OfficeContext {
  return later(ctx, `2026-11-20T${clock}:00+07:00`);
}

function told(sessionId: string, clock: string, state: CrewState, incident: IncidentKind | null = null): FieldReport {
  const madeAt = Date.parse(`2026-11-20T${clock}:00+07:00`);
  return { id: randomUUID(), sessionId, madeAt, kind: 'state', state, incident, note: 'Bu Sri menunggu' };
}

async function row({ db }: OfficeContext, sessionId: string) {
  const [found] = await db.select().from(sessions).where(eq(sessions.id, sessionId));
  return { status: found?.status, room: found?.room, sequence: found?.sequence, checkedAt: found?.checkedAt };
}

async function log({ db }: OfficeContext, sessionId: string): Promise<string[]> {
  const rows = await db
    .select()
    .from(sessionChanges)
    .where(eq(sessionChanges.sessionId, sessionId))
    .orderBy(asc(sessionChanges.seq));
  return rows.slice(1).map(({ what, from, to, reason, sequence }) => `${sequence} ${what} ${from}>${to} ${reason}`);
}

describe('the state that a crew tells', () => {
  test('is public at once, each step of it in the log, with kinds of reasons and no word of a note', async () => {
    const { crew, office, sessionId } = await tonight();
    await receiveReport(crew, { id: randomUUID(), sessionId, madeAt: office.now(), kind: 'opened' });
    await receiveReport(at(crew, '18:10'), told(sessionId, '18:10', 'filling'));
    await receiveReport(at(crew, '18:20'), told(sessionId, '18:20', 'paused', 'power'));
    await receiveReport(at(crew, '18:30'), told(sessionId, '18:30', 'paused', 'network'));
    await receiveReport(at(crew, '18:40'), told(sessionId, '18:40', 'last'));
    await receiveReport(at(crew, '18:50'), told(sessionId, '18:50', 'full'));
    expect(await log(office, sessionId)).toEqual([
      '1 status scheduled>open ',
      '1 room null>filling ',
      '2 status open>paused power',
      '3 status paused>paused network',
      '4 status paused>open ',
      '4 room null>last ',
      '5 status open>full ',
    ]);
    const { session, alternatives } = await getSession(at(office, '18:51'), { id: sessionId });
    expect(session).toMatchObject({ status: 'full', room: null, sequence: 5, checkedAt: '2026-11-20T18:50:00+07:00' });
    expect(JSON.stringify(session)).not.toContain('Bu Sri');
    expect(alternatives.map(({ venue }) => venue.id)).toContain('mojosongo');
  });

  test('still so is refused where another phone has told otherwise since, and undoes nothing', async () => {
    const { crew, office, sessionId } = await tonight();
    const confirming = (clock: string, state: CrewState, incident: IncidentKind | null = null) =>
      receiveReport(at(crew, '18:30'), { ...told(sessionId, clock, state, incident), confirms: true } as FieldReport);
    await receiveReport(crew, told(sessionId, '18:00', 'free'));
    await receiveReport(at(crew, '18:20'), told(sessionId, '18:20', 'full'));
    const refused = confirming('18:21', 'free');
    await expect(refused).rejects.toThrow(Invalid);
    await expect(refused).rejects.toMatchObject({
      faults: [{ field: 'state', code: 'told_otherwise', value: 'full' }],
    });
    expect(await row(office, sessionId)).toMatchObject({ status: 'full', checkedAt: Date.parse(START) + 8_400_000 });

    await confirming('18:19', 'free');
    await confirming('18:22', 'full');
    expect(await row(office, sessionId)).toMatchObject({ status: 'full' });
    await receiveReport(at(crew, '18:23'), told(sessionId, '18:23', 'paused', 'power'));
    await expect(confirming('18:24', 'paused', 'network')).rejects.toThrow(Invalid);
    await confirming('18:25', 'paused', 'power');
  });

  test('told again it only confirms: the time moves, and nothing is announced', async () => {
    const { crew, office, sessionId } = await tonight();
    await receiveReport(crew, told(sessionId, '18:00', 'filling'));
    const before = await log(office, sessionId);
    await receiveReport(at(crew, '18:16'), told(sessionId, '18:16', 'filling'));
    expect(await log(office, sessionId)).toEqual(before);
    const checkedAt = Date.parse('2026-11-20T18:16:00+07:00');
    expect(await row(office, sessionId)).toEqual({ status: 'open', room: 'filling', sequence: 1, checkedAt });
  });

  test('older news that come late are kept and change nothing that is told', async () => {
    const { crew, office, sessionId } = await tonight();
    await receiveReport(at(crew, '18:30'), told(sessionId, '18:30', 'full'));
    const [before, rowBefore] = [await log(office, sessionId), await row(office, sessionId)];
    await receiveReport(at(crew, '18:31'), told(sessionId, '18:05', 'free'));
    await receiveReport(at(crew, '18:31'), { id: randomUUID(), sessionId, madeAt: office.now(), kind: 'opened' });
    expect([await log(office, sessionId), await row(office, sessionId)]).toEqual([before, rowBefore]);
    expect(await office.db.select().from(reports)).toHaveLength(3);
  });

  test('any order of an evening’s reports, some sent twice, ends in the same state', async () => {
    const { crew, office, sessionId } = await tonight();
    const clocks = ['17:01', '17:12', '17:12', '17:40', '17:59'];
    const states: CrewState[] = ['free', 'filling', 'last', 'full', 'paused'];
    const one = fc.record({ state: fc.constantFrom(...states), clock: fc.constantFrom(...clocks) });
    const evening = fc
      .tuple(fc.uniqueArray(one, { minLength: 1, maxLength: 4 }), fc.boolean())
      .chain(([list, closes]) => {
        const sent: FieldReport[] = list.map(({ state, clock }) =>
          told(sessionId, clock, state, state === 'paused' ? 'power' : null),
        );
        const madeAt = office.now();
        const closing = { id: randomUUID(), sessionId, madeAt, served: 9, turnedAway: null, note: '' };
        if (closes) sent.push({ ...closing, kind: 'closed' });
        const twice = fc.shuffledSubarray([...sent, ...sent], { minLength: 2 * sent.length });
        return fc.tuple(twice, twice);
      });
    const [fresh] = await office.db.select().from(sessions).where(eq(sessions.id, sessionId));
    const others = (await office.db.select({ seq: sessionChanges.seq }).from(sessionChanges)).map(({ seq }) => seq);
    const endOf = async (sent: FieldReport[]) => {
      await office.db.delete(reports);
      await office.db.delete(turnout);
      await office.db.delete(sessionChanges).where(notInArray(sessionChanges.seq, others));
      await office.db
        .update(sessions)
        .set({ ...fresh })
        .where(eq(sessions.id, sessionId));
      for (const report of sent) await receiveReport(crew, report);
      const { status, room, checkedAt } = await row(office, sessionId);
      return { status, room, checkedAt };
    };
    await fc.assert(
      fc.asyncProperty(evening, async ([one, other]) => {
        expect(await endOf(one)).toEqual(await endOf(other));
      }),
      { numRuns: 25 },
    );
  });

  test('of a cancelled session, of somebody else’s, or a rest without a reason, is refused', async () => {
    const { crew, office, sessionId } = await tonight();
    await expect(receiveReport(as(office, 'crew-2'), told(sessionId, '18:00', 'full'))).rejects.toThrow(Forbidden);
    const full = told(sessionId, '18:00', 'full');
    await receiveReport(crew, full);
    await expect(receiveReport(crew, { ...full, state: 'free' } as FieldReport)).rejects.toThrow(Conflict);
    await office.db.update(sessions).set({ status: 'cancelled' }).where(eq(sessions.id, sessionId));
    await expect(receiveReport(crew, told(sessionId, '18:01', 'free'))).rejects.toThrow(Conflict);
  });
});

describe('closing before the session began', () => {
  const closing = (sessionId: string): FieldReport => ({
    id: randomUUID(),
    sessionId,
    madeAt: Date.parse(START) - 60_000,
    kind: 'closed',
    served: 0,
    turnedAway: null,
    note: '',
  });

  test('is refused to a crew, in a sentence that says from when and who cancels', async () => {
    const { crew, office, sessionId } = await tonight();
    const refusal = await receiveReport(at(crew, '15:59'), closing(sessionId)).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Invalid);
    expect((refusal as Invalid).faults).toMatchObject([
      {
        code: 'before_start',
        message: `begins at ${START}; a crew can close it from then on, before that the office cancels it`,
      },
    ]);
    expect(await row(office, sessionId)).toMatchObject({ status: 'scheduled', sequence: 0 });
  });

  test('is open to an administrator, and to the crew once it began', async () => {
    const { office, crew, sessionId } = await tonight();
    const { sessions: found } = await findSessions(office, { venue: 'mojosongo' });
    await receiveReport(at(as(office, 'admin-1'), '15:59'), closing(found[0]?.id ?? ''));
    await receiveReport(at(crew, '16:00'), closing(sessionId));
    expect(await row(office, sessionId)).toMatchObject({ status: 'done', room: null });
  });
});
