import { eventEffect } from '@jemput/shared/forecast/event-effects';
import { fitTurnout } from '@jemput/shared/forecast/fit-turnout';
import { expect, test } from 'vitest';

/** A model that says of Ramadan that 42 of 100 come, with a standard deviation of 0.16 on the log scale. */
function aModel({ effect = Math.log(0.42), variance = 0.16 ** 2 }: { effect?: number; variance?: number } = {}) {
  const model = fitTurnout([]);
  const common = {
    ...model.common,
    date: '2026-03-08',
    names: ['weekday:1', 'event:ramadan'],
    mean: [0.1, effect],
    covariance: [0.01, 0.002, 0.002, variance],
  };
  return { ...model, common };
}

test('an effect is told as a share with an 80 % interval', () => {
  // By hand: 0.42 · exp(±1.28155 · 0.16) = 0.34214 and 0.51558.
  const told = eventEffect(aModel(), 'ramadan', 31);
  expect(told).toMatchObject({ sessions: 31, knowledge: 'estimated' });
  expect(told.share).toBeCloseTo(-0.58, 10);
  expect(told.low).toBeCloseTo(-0.65786, 4);
  expect(told.high).toBeCloseTo(-0.48442, 4);
});

test('an interval on both sides of nothing is no estimate yet', () => {
  expect(eventEffect(aModel({ effect: -0.1 }), 'ramadan', 2).knowledge).toBe('unsure');
  expect(eventEffect(aModel({ effect: 0.3 }), 'ramadan', 2).knowledge).toBe('estimated');
});

test('an effect that lies within a tenth either way is told as small, whichever side of nothing it is', () => {
  // By hand: exp(1.28155 · 0.07) = 1.0939; exp(1.28155 · 0.08) = 1.1080; exp(-0.05 ± 1.28155 · 0.03) = 0.9153 and 0.9885.
  expect(eventEffect(aModel({ effect: 0, variance: 0.07 ** 2 }), 'ramadan', 90).knowledge).toBe('small');
  expect(eventEffect(aModel({ effect: 0, variance: 0.08 ** 2 }), 'ramadan', 90).knowledge).toBe('unsure');
  expect(eventEffect(aModel({ effect: -0.05, variance: 0.03 ** 2 }), 'ramadan', 90).knowledge).toBe('small');
});

test('an event that the model has never seen is unknown, with the interval of what it takes events for', () => {
  const told = eventEffect(aModel(), 'rain', 0);
  expect(told).toMatchObject({ sessions: 0, share: 0, knowledge: 'unknown' });
  expect(told.low).toBeLessThan(-0.1);
  expect(told.high).toBeGreaterThan(0.1);
  expect(Math.log1p(told.low)).toBeCloseTo(-Math.log1p(told.high), 10);
});
