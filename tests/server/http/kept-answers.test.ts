import { KeptAnswer, KeptAnswers } from '@jemput/server/http/kept-answers';
import { expect, test } from 'vitest';

function anAnswer(bytes: number, at: number) {
  const answer = { status: 200, headers: { 'content-type': 'text/html' }, body: Buffer.alloc(bytes, 'x') };
  return new KeptAnswer(answer, { version: 1, route: 'page', etag: null, at });
}

test('memory is bounded: what was not asked for longest goes first', () => {
  const kept = new KeptAnswers(1_000_000);
  for (let page = 0; page < 100; page++) {
    kept.set(`/${page}`, anAnswer(20_000, page));
    const first = kept.get('/0');
    if (first) first.trueAt = 1000;
    expect(kept.bytes).toBeLessThanOrEqual(1_000_000);
  }
  expect(kept.size).toBeGreaterThan(25);
  expect(kept.get('/0')).toBeDefined();
  expect(kept.get('/1')).toBeUndefined();
  expect(kept.get('/99')).toBeDefined();
});

test('an answer made anew takes the place of the one before', () => {
  const kept = new KeptAnswers(1_000_000);
  kept.set('/', anAnswer(100_000, 0));
  const { bytes } = kept;
  kept.set('/', anAnswer(100_000, 1));
  expect([kept.bytes, kept.size]).toEqual([bytes, 1]);
});

test('many who ask for one encoding at once get one packed body', async () => {
  const answer = anAnswer(50_000, 0);
  const [one, other] = await Promise.all([answer.in('gzip'), answer.in('gzip')]);
  expect(one?.body).toBe(other?.body);
  expect(one?.body.length).toBeLessThan(500);
});
