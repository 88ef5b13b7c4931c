import { expect, test } from 'vitest';
import { fitTurnout } from '../../../shared/src/forecast/fit-turnout.ts';
import { heldOutScore } from '../../../shared/src/forecast/held-out-score.ts';
import type { HistoryRow } from '../../../shared/src/forecast/history.ts';
import { predictTurnout } from '../../../shared/src/forecast/predict-turnout.ts';
import { updateTurnout } from '../../../shared/src/forecast/update-turnout.ts';
import { simulateCity } from '../../fixtures/a-history.ts';

const { rows } = simulateCity({ seed: 9, venues: 8, visits: 6, rate: 0.12, spread: 0.4, dispersion: 0.1 });
const dates = [...new Set(rows.map(({ date }) => date))].sort();

test('sessions of the last days are forecast by a fit that has not seen them', () => {
  const score = heldOutScore(rows, { days: 1 });
  const last = dates.at(-1) ?? '';
  const heldOut = rows.filter(({ date }) => date === last);
  const before = fitTurnout(rows.filter(({ date }) => date < last));
  const missed = heldOut.reduce((sum, row) => sum + Math.abs(row.served - predictTurnout(before, row).mean), 0);
  const came = heldOut.reduce((sum, { served }) => sum + served, 0);
  expect(score).toMatchObject({ from: last, to: last, sessions: heldOut.length });
  expect(score?.wape).toBeCloseTo(missed / came, 10);
});

test('what a held-out session told is known the day after', () => {
  const evening = (day: number): HistoryRow => ({ venue: 'a', date: `2013-10-${day}`, served: 90 + ((day * 7) % 20) });
  const history = Array.from({ length: 12 }, (_, at) => evening(at + 10));
  const first = { ...evening(20), served: 160 };
  const second = { ...evening(21), served: 150 };
  const before = fitTurnout(history.slice(0, 10));
  const missed = Math.abs(160 - predictTurnout(before, first).mean);
  const missedNext = Math.abs(150 - predictTurnout(updateTurnout(before, first), second).mean);
  const score = heldOutScore([...history.slice(0, 10), first, second], { days: 2 });
  expect(score?.wape).toBeCloseTo((missed + missedNext) / 310, 10);
});

test('a third of a short history is held out, and nothing of one of two days', () => {
  const evening = (date: string): HistoryRow => ({ venue: 'a', date, served: 100 });
  const days = ['2013-10-01', '2013-10-02', '2013-10-03', '2013-10-04', '2013-10-05', '2013-10-06'];
  expect(heldOutScore(days.map(evening), { days: 28 })).toMatchObject({ from: '2013-10-05', sessions: 2 });
  expect(heldOutScore(days.slice(0, 2).map(evening), { days: 28 })).toBeUndefined();
  expect(heldOutScore([], { days: 28 })).toBeUndefined();
});
