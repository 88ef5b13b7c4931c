import { describe, expect, test } from 'vitest';
import { layOut } from '../../web/src/routes/rencana/perkiraan/hasil/chart-layout.ts';
import { type JudgedSession, seenForecast } from '../../web/src/routes/rencana/perkiraan/hasil/judged.ts';

const forecast = {
  ...{ mean: 100, dispersion: 0.1, servedMean: 95 },
  ...{ q05: 60, q10: 70, q25: 85, q50: 100, q75: 120, q90: 190, q95: 250 },
};

function aSession(over: Partial<JudgedSession> = {}): JudgedSession {
  return {
    ...{ sessionId: 's', date: '2026-11-20', slotId: 'malam', capacity: 180, served: 90, turnedAway: 0, came: 90 },
    ...{ venueId: 'pajang', venueName: 'Kelurahan Pajang', venueKind: 'kelurahan', atLeast: false },
    forecast,
    ...{ model: '3.1', surprise: null, reason: null, note: '' },
    ...over,
  };
}

describe('the chart of forecasts against what came', () => {
  test('sessions of a date stand together, in order, none over another, all inside', () => {
    const dates = ['2026-11-19', '2026-11-19', '2026-11-20', '2026-11-23'];
    const sessions = dates.map((date, at) => aSession({ date, sessionId: String(at) }));
    const { marks, dates: labels, width } = layOut(sessions, 600);
    const gaps = marks.slice(1).map(({ x }, at) => x - (marks[at]?.x ?? 0));
    expect(gaps[0]).toBeLessThan(gaps[1] ?? 0);
    expect(gaps[1]).toBeCloseTo(gaps[2] ?? 0, 9);
    expect(labels.map(({ date }) => date)).toEqual(['2026-11-19', '2026-11-20', '2026-11-23']);
    expect(width).toBe(600);
    expect(marks.every(({ x }) => x > 40 && x < 600)).toBe(true);
  });

  test('many sessions make it wider than its place, and labels never overlap', () => {
    const sessions = Array.from({ length: 120 }, (_, at) =>
      aSession({ sessionId: String(at), date: `2026-11-${String(1 + (at % 30)).padStart(2, '0')}` }),
    );
    const { width, dates } = layOut(
      sessions.toSorted((a, b) => (a.date < b.date ? -1 : 1)),
      320,
    );
    expect(width).toBeGreaterThan(1500);
    const labelled = dates.filter((one) => one.labelled).map(({ x }) => x);
    for (const [at, x] of labelled.slice(1).entries()) expect(x - (labelled[at] ?? 0)).toBeGreaterThanOrEqual(58);
  });

  test('one wide interval does not flatten the others', () => {
    const { top, ticks } = layOut([aSession({ came: 161, forecast: { ...forecast, q90: 2470 } })], 600);
    expect(top).toBe(250);
    expect(ticks).toEqual([0, 50, 100, 150, 200, 250]);
  });

  test('where nobody counted outside, no more than the capacity can be seen of a forecast', () => {
    expect(seenForecast(aSession({ turnedAway: null }))).toEqual({ q10: 70, q25: 85, q50: 100, q75: 120, q90: 180 });
    expect(seenForecast(aSession())?.q90).toBe(190);
    expect(seenForecast(aSession({ forecast: null }))).toBeNull();
  });
});
