import { KnownAnswers } from '@jemput/shared/planning/bounds/known-answers';
import { describe, expect, test } from 'vitest';

const free = new Float64Array(3);

function remembering(...answers: { value: number; use: number[] }[]): KnownAnswers {
  const known = new KnownAnswers();
  for (const { value, use } of answers) {
    known.tick();
    known.add(7, value, free, Float64Array.from(use));
  }
  return known;
}

describe('known answers of a pool', () => {
  const known = remembering({ value: 100, use: [2, 0, 0] }, { value: 60, use: [0, 1, 0] });

  test('the best is the one that is worth most less prices', () => {
    expect(known.best(7, Float64Array.of(10, 10, 10))?.worth).toBe(100);
    expect(known.best(7, Float64Array.of(40, 10, 10))?.worth).toBe(60);
  });

  test('what an answer cost when it was given is no part of its worth', () => {
    const priced = new KnownAnswers();
    priced.add(7, 80, Float64Array.of(10, 0, 0), Float64Array.of(2, 0, 0));
    expect(priced.best(7, free)).toMatchObject({ worth: 100, limits: Uint16Array.of(0), taken: Uint16Array.of(2) });
  });

  test('a pool that has given none has none', () => {
    expect(known.best(8, free)).toBeUndefined();
  });

  test('the one unused for longest is forgotten first', () => {
    const many = remembering(...Array.from({ length: 12 }, (_, at) => ({ value: 100 + at, use: [1 + at, 0, 0] })));
    // Dear kits call on the first answer, so that the second is the oldest when a thirteenth comes.
    many.tick();
    expect(many.best(7, Float64Array.of(50, 0, 0))?.worth).toBe(100);
    many.add(7, 500, free, Float64Array.of(40, 0, 0));
    expect(many.best(7, Float64Array.of(50, 0, 0))?.worth).toBe(100);
    expect(many.best(7, Float64Array.of(0.95, 0, 0))?.worth).toBe(500);
    expect(many.best(7, Float64Array.of(13, 0, 0))?.worth).toBe(100);
  });
});
