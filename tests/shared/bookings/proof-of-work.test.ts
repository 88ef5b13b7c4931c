import { createHash } from 'node:crypto';
import { challengeOf, challengesAt, findProof, isProof, PROOF_BITS } from '@jemput/shared/bookings/proof-of-work';
import { expect, test } from 'vitest';

const NOW = Date.parse('2026-11-24T01:00:00Z');
const challenge = challengeOf('x'.repeat(40), 's1', NOW);

test('a proof is found in slices, is what SHA-256 says, and serves one request alone', async () => {
  let pauses = 0;
  const proof = await findProof(challenge, 'a-key-of-a-form-01', async () => {
    pauses += 1;
  });
  const hash = createHash('sha256').update(`${challenge}|a-key-of-a-form-01|${proof}`).digest();
  expect(hash.readUInt32BE(0)).toBeLessThan(2 ** (32 - PROOF_BITS));
  expect(isProof(challenge, 'a-key-of-a-form-01', proof ?? '')).toBe(true);
  expect(isProof(challenge, 'a-key-of-a-form-02', proof ?? '')).toBe(false);
  expect(isProof(challengeOf('x'.repeat(40), 's2', NOW), 'a-key-of-a-form-01', proof ?? '')).toBe(false);
  expect(isProof(challenge, 'a-key-of-a-form-01', '')).toBe(false);
  expect(pauses).toBeGreaterThan(0);
});

test('it stops when told to', async () => {
  const pause = () => Promise.resolve();
  expect(await findProof(challenge, 'another-key-of-a-form', pause, () => true)).toBeNull();
});

test('a challenge is of one session and day, holds until the end of the next, and needs the secret', () => {
  const [today, yesterday] = challengesAt('x'.repeat(40), 's1', NOW);
  expect(today).toBe(challenge);
  expect(yesterday).toBe(challengeOf('x'.repeat(40), 's1', NOW - 86_400_000));
  expect(challengeOf('y'.repeat(40), 's1', NOW)).not.toBe(challenge);
});
