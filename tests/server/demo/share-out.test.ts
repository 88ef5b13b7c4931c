import { shareOut } from '@jemput/server/demo/share-out';
import fc from 'fast-check';
import { expect, test } from 'vitest';

test('the shares add up to the total, each within one of its exact part', () => {
  const weights = fc.array(fc.double({ min: 0.01, max: 100, noNaN: true }), { minLength: 1, maxLength: 80 });
  fc.assert(
    fc.property(fc.nat(500_000), weights, (total, weights) => {
      const shares = shareOut(total, weights);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBe(total);
      const all = weights.reduce((sum, weight) => sum + weight, 0);
      for (const [at, share] of shares.entries()) {
        expect(Math.abs(share - (total * (weights[at] ?? 0)) / all)).toBeLessThan(1 + 1e-6);
      }
    }),
  );
});
