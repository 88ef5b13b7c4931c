import { escapeFormula, unescapeFormula } from '@jemput/server/imports/formula-escape';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const nasty = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', '\t', 'a') }));

test('every text comes back as it was', () => {
  fc.assert(fc.property(nasty, (text) => unescapeFormula(escapeFormula(text)) === text));
});

test('nothing goes out that starts like a formula (OWASP, CSV Injection)', () => {
  fc.assert(fc.property(nasty, (text) => !/^[=+\-@\t\r]/.test(escapeFormula(text))));
  expect(escapeFormula('Pasar Gede')).toBe('Pasar Gede');
});
