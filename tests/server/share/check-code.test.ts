import { codeOf, readCode } from '@jemput/server/share/check-code';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const secret = 's'.repeat(40);
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const aCode = fc
  .tuple(fc.uuid(), fc.nat(50))
  .map(([id, sequence]) => codeOf(secret, { kind: 'session', id, sequence }));

test('a code is seven characters that are not taken for one another, in two groups', () => {
  fc.assert(
    fc.property(aCode, (code) => {
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{3}-[0-9A-HJKMNP-TV-Z]{4}$/);
      expect(readCode(code)).toEqual({ kind: 'code', code });
    }),
  );
});

test('a code depends on the secret, the subject and its sequence, and on nothing else', () => {
  const session = { kind: 'session', id: 'demo-20261120-001', sequence: 2 } as const;
  const week = { kind: 'week', area: '33.72.01.1001', week: '2026-W48', seq: 812 } as const;
  const all = [
    codeOf(secret, session),
    codeOf(secret, { ...session, sequence: 3 }),
    codeOf(secret, { ...session, id: 'demo-20261120-002' }),
    codeOf('t'.repeat(40), session),
    codeOf(secret, week),
    codeOf(secret, { ...week, week: '2026-W49' }),
    codeOf(secret, { ...week, area: '33.72.01.1002' }),
    codeOf(secret, { ...week, seq: 813 }),
  ];
  expect(new Set(all).size).toBe(all.length);
  expect(codeOf(secret, { ...session })).toBe(all[0]);
});

test('every single wrong character and every swap of neighbours is a slip, not another code', () => {
  fc.assert(
    fc.property(aCode, fc.nat(6), fc.constantFrom(...alphabet), (code, at, other) => {
      const bare = [...code.replace('-', '')];
      fc.pre(bare[at] !== other);
      const wrong = bare.with(at, other).join('');
      expect(readCode(`${wrong.slice(0, 3)}-${wrong.slice(3)}`).kind).toBe('slip');
      const next = bare[at + 1];
      if (at === 6 || next === undefined || bare[at] === next) return;
      const swapped = bare
        .with(at, next)
        .with(at + 1, bare[at] ?? '')
        .join('');
      expect(readCode(`${swapped.slice(0, 3)}-${swapped.slice(3)}`).kind).toBe('slip');
    }),
  );
});

test('what people type for a code is read: small letters, spaces, O for nought, I and L for one', () => {
  fc.assert(
    fc.property(aCode, fc.constantFrom('I', 'L'), (code, one) => {
      const typed = ` ${code.toLowerCase().replaceAll('0', 'o').replaceAll('1', one).replace('-', ' - ')} `;
      expect(readCode(typed)).toEqual({ kind: 'code', code });
    }),
  );
});

test.each(['', 'Manahan', 'selamat', 'Jumat 20 November 2026', '2026-11-20', '33.72.01.1001'])(
  '%j is no code at all',
  (text) => {
    expect(readCode(text).kind).toBe('none');
  },
);

test.each(['K7P-4', 'K7P-4X', 'K7P-4XM', 'K7P-4XM22', 'K7P-4XMU'])('%j is a code with a slip in it', (text) => {
  expect(readCode(text)).toEqual({ kind: 'slip', typed: text });
});

test('a hundred thousand codes spread as chance would have it: two alike about five times', () => {
  const codes = Array.from({ length: 100_000 }, (_, at) =>
    codeOf(secret, { kind: 'session', id: `s${at}`, sequence: 0 }),
  );
  const alike = codes.length - new Set(codes).size;
  expect(alike).toBeGreaterThan(0);
  expect(alike).toBeLessThan(16);
});

test('a code is read with "kode" before it, in wide letters, in small ones', () => {
  fc.assert(
    fc.property(aCode, (code) => {
      const wide = [...code].map((one) => String.fromCodePoint((one.codePointAt(0) ?? 0) + 0xfee0)).join('');
      for (const typed of [`kode ${code}`, `Kode cek: ${code.toLowerCase()}`, wide, ` ${code.replace('-', ' ')} `]) {
        expect(readCode(typed)).toEqual({ kind: 'code', code });
      }
    }),
  );
});
