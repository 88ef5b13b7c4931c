import { createHash } from 'node:crypto';
import { hashOf } from '@jemput/server/clock/hash-of';
import { bytesOf, gathered } from '@jemput/server/feeds/bytes-of';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';

/** Each takes long enough that some of them fill any slice. */
function* slowParts(count: number) {
  for (let at = 0; at < count; at++) {
    const until = performance.now() + 1;
    while (performance.now() < until);
    yield `${at} é\n`;
  }
}

async function servedDuring(work: () => Promise<unknown>): Promise<number> {
  let served = 0;
  let going = true;
  const serve = () => {
    served++;
    if (going) setImmediate(serve);
  };
  setImmediate(serve);
  await work();
  going = false;
  return served;
}

test('the bytes are those of all parts joined at once, in UTF-8', async () => {
  const parts = fc.array(fc.string({ unit: 'grapheme', maxLength: 40 }), { maxLength: 50 });
  await fc.assert(
    fc.asyncProperty(parts, async (some) => {
      expect(Buffer.from(await bytesOf(some))).toEqual(Buffer.from(some.join('')));
    }),
  );
  const long = Array.from({ length: 50_000 }, (_, at) => `${at} Pasar Gedé 😀\n`);
  expect(Buffer.from(await bytesOf(long)).equals(Buffer.from(long.join('')))).toBe(true);
});

test('others are served while a long text is made', async () => {
  let bytes: Uint8Array | undefined;
  const served = await servedDuring(async () => {
    bytes = await bytesOf(slowParts(40));
  });
  expect(served).toBeGreaterThan(2);
  expect(Buffer.from(bytes ?? []).toString()).toBe(Array.from({ length: 40 }, (_, at) => `${at} é\n`).join(''));
});

test('gathering gives all of them, and a pause after each', () => {
  const steps = gathered(['a', 'b']);
  expect([steps.next(), steps.next(), steps.next()]).toEqual([
    { value: '', done: false },
    { value: '', done: false },
    { value: ['a', 'b'], done: true },
  ]);
});

test('a hash made in slices is that of all bytes at once, and others are served meanwhile', async () => {
  const bytes = Buffer.alloc(60_000_001, 'jemput');
  let hash = '';
  const served = await servedDuring(async () => {
    hash = await hashOf(bytes, { algorithm: 'sha256', as: 'hex' });
  });
  expect(hash).toBe(createHash('sha256').update(bytes).digest('hex'));
  expect(served).toBeGreaterThan(1);
});
