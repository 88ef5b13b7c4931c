import { inTransaction, openDatabase } from '@jemput/server/db/open';
import { refits, turnout, turnoutModels } from '@jemput/server/db/schema/field';
import fitInThread, { type FitTask } from '@jemput/server/forecast/fit-thread';
import { modelStatus } from '@jemput/server/forecast/model-status';
import { modelInForce } from '@jemput/server/forecast/newest-model';
import { refitIfDue } from '@jemput/server/forecast/nightly-refit';
import { readHistory } from '@jemput/server/forecast/read-history';
import { refitTurnout } from '@jemput/server/forecast/refit-turnout';
import { takeReport } from '@jemput/server/forecast/take-report';
import { readOfficeFigures } from '@jemput/server/http/office-figures';
import { addDays } from '@jemput/shared/calendar/local-date';
import { fitTurnout } from '@jemput/shared/forecast/fit-turnout';
import { updateTurnout } from '@jemput/shared/forecast/update-turnout';
import { expect, test } from 'vitest';
import { anOffice, later, type OfficeContext } from '../../fixtures/an-office.ts';

const AT = '02:30';
const fitHere = async (task: FitTask) => fitInThread(task);

/** Evenings at Pajang, one a day. */
async function held({ db }: OfficeContext, first: string, evenings: number): Promise<void> {
  const past = { venueId: 'pajang', slotId: 'malam', kits: 2, capacity: 180, remaining: 1000, turnedAway: 0 };
  const rows = Array.from({ length: evenings }, (_, at) => {
    return { ...past, date: addDays(first, at), served: 140 + ((at * 7) % 20) };
  });
  await db.insert(turnout).values(rows);
}

test('once a night from its hour on, in the office zone, and only where something new came', async () => {
  const ctx = await anOffice();
  await held(ctx, '2026-10-01', 40);
  expect(await refitIfDue(later(ctx, '2026-11-20T03:00:00+07:00'), AT, { fit: fitHere })).toBe('fitted');
  expect(await refitIfDue(later(ctx, '2026-11-20T03:01:00+07:00'), AT, { fit: fitHere })).toBe('not_due');
  await held(ctx, '2026-11-19', 1);
  expect(await refitIfDue(later(ctx, '2026-11-21T02:29:00+07:00'), AT, { fit: fitHere })).toBe('not_due');
  expect(await refitIfDue(later(ctx, '2026-11-21T02:30:00+07:00'), AT, { fit: fitHere })).toBe('fitted');
  expect(await refitIfDue(later(ctx, '2026-11-22T02:30:00+07:00'), AT, { fit: fitHere })).toBe('unchanged');
  expect(await refitIfDue(later(ctx, '2026-11-22T09:00:00+07:00'), AT, { fit: fitHere })).toBe('not_due');
  expect(await ctx.db.select().from(turnoutModels)).toMatchObject([{ rows: 40 }, { rows: 41 }]);
});

test('an office that is off at that hour fits when it is back', async () => {
  const ctx = await anOffice();
  await held(ctx, '2026-10-01', 10);
  expect(await refitIfDue(later(ctx, '2026-11-20T23:00:00+07:00'), AT, { fit: fitHere })).toBe('fitted');
  await held(ctx, '2026-10-11', 1);
  expect(await refitIfDue(later(ctx, '2026-11-23T08:15:00+07:00'), AT, { fit: fitHere })).toBe('fitted');
});

test('of two processes on one database one does it', async () => {
  const ctx = await anOffice();
  await held(ctx, '2026-10-01', 10);
  const [{ file } = { file: '' }] = await ctx.db.all<{ file: string }>('pragma database_list');
  const db = await openDatabase({ url: `file:${file}` });
  const outcomes = await Promise.all([
    refitIfDue(ctx, AT, { fit: fitHere }),
    refitIfDue({ ...ctx, db }, AT, { fit: fitHere }),
  ]);
  db.$client.close();
  expect(outcomes.toSorted()).toEqual(['fitted', 'not_due']);
  expect(await ctx.db.select().from(turnoutModels)).toHaveLength(1);
});

test('reports that come in while it fits are in the new model', async () => {
  const ctx = await anOffice();
  await held(ctx, '2026-10-01', 10);
  await refitTurnout(ctx, { fit: fitHere });
  const before = (await modelInForce(ctx.db)).model;
  const early = await readHistory(ctx.db);
  const reported = async (task: FitTask) => {
    await held(ctx, '2026-10-11', 2);
    const late = (await readHistory(ctx.db)).slice(-2);
    for (const report of late) await inTransaction(ctx, (tx) => takeReport(tx, report, 1));
    expect((await modelInForce(ctx.db)).name).toBe('1.2');
    return fitHere(task);
  };
  expect(await refitTurnout(ctx, { fit: reported })).toEqual({ outcome: 'fitted', rows: 10 });
  const late = (await readHistory(ctx.db)).slice(-2);
  const expected = late.reduce((model, report) => updateTurnout(model, report), fitTurnout(early, { earlier: before }));
  expect(await modelInForce(ctx.db)).toMatchObject({ name: '2.2', reports: 2, model: expected });
});

test('a failed one leaves the model, is told with its reason and is tried again the next night', async () => {
  const ctx = await anOffice();
  await held(ctx, '2026-10-01', 10);
  await refitTurnout(ctx, { fit: fitHere });
  const before = await modelInForce(ctx.db);
  await held(ctx, '2026-10-11', 1);
  const failing = () => Promise.reject(new Error('out of memory'));
  const night = later(ctx, '2026-11-21T02:31:00+07:00');
  expect(await refitIfDue(night, AT, { fit: failing })).toBe('failed');
  expect(await modelInForce(ctx.db)).toEqual(before);
  expect(await modelStatus(ctx)).toMatchObject({
    name: '1.0',
    fittedAt: ctx.now(),
    lastRefit: { night: '2026-11-21', outcome: 'failed' },
    failure: { night: '2026-11-21', error: 'out of memory' },
  });
  expect(await readOfficeFigures(night)).toMatchObject({ forecastRefitFailed: 1, forecastFitAgeSeconds: 63_060 });
  expect(await refitIfDue(night, AT, { fit: fitHere })).toBe('not_due');
  await refitTurnout(later(ctx, '2026-11-21T08:00:00+07:00'), { fit: fitHere });
  expect(await modelStatus(ctx)).toMatchObject({ name: '2.0', lastRefit: { outcome: 'failed' }, failure: null });
  await held(ctx, '2026-10-12', 1);
  expect(await refitIfDue(later(ctx, '2026-11-22T02:31:00+07:00'), AT, { fit: fitHere })).toBe('fitted');
  expect((await modelStatus(ctx)).lastRefit).toEqual({ night: '2026-11-22', outcome: 'fitted' });
});

test('what a process left that died is done by the next one after an hour', async () => {
  const ctx = await anOffice();
  await held(ctx, '2026-10-01', 10);
  const startedAt = Date.parse('2026-11-20T02:30:10+07:00');
  await ctx.db.insert(refits).values({ night: '2026-11-20', startedAt });
  expect(await refitIfDue(later(ctx, '2026-11-20T03:30:00+07:00'), AT, { fit: fitHere })).toBe('not_due');
  expect(await refitIfDue(later(ctx, '2026-11-20T03:30:11+07:00'), AT, { fit: fitHere })).toBe('fitted');
});

test('ended by its server it leaves the night to the next one', async () => {
  const ctx = await anOffice();
  await held(ctx, '2026-10-01', 10);
  const ending = new AbortController();
  const ended = () => {
    ending.abort();
    return Promise.reject(new Error('ended'));
  };
  expect(await refitIfDue(ctx, AT, { signal: ending.signal, fit: ended })).toBe('not_due');
  expect(await refitIfDue(ctx, AT, { fit: fitHere })).toBe('fitted');
});

test('each fit keeps how it did on the last four weeks, and a worse one is seen', async () => {
  const ctx = await anOffice();
  await held(ctx, '2026-07-01', 90);
  await refitTurnout(ctx);
  const { score } = await modelStatus(ctx);
  expect(score).toMatchObject({ from: '2026-09-01', to: '2026-09-28', sessions: 28 });
  expect(score?.wape).toBeLessThan(0.1);
  const past = { venueId: 'pajang', slotId: 'malam', kits: 2, capacity: 180, remaining: 1000, turnedAway: 0 };
  await ctx.db.insert(turnout).values(
    Array.from({ length: 10 }, (_, at) => ({
      ...past,
      date: addDays('2026-09-29', at),
      served: at % 2 === 0 ? 20 : 170,
    })),
  );
  await refitTurnout(ctx, { fit: fitHere });
  expect(await modelStatus(ctx)).toMatchObject({ isWorse: true, scoreBefore: score });
});
