import { createHmac } from 'node:crypto';

/**
 * A check code, `K7P-4XM5`: what was promised to residents at one moment, in seven characters that can be read out over
 * the telephone.
 *
 * The first six are 30 bits of HMAC-SHA-256 with the office's secret over the subject, so nobody else can make one that
 * was issued: with N codes issued a guess hits one with odds of N in 1,073,741,824 (20,000 codes: one in 53,000), and
 * has to get the seventh right as well. Two subjects share a code with odds of N²/2 in as many (20,000 codes: one pair
 * in every five such cities); the answer then tells of both. The seventh is a check over GF(32): every single wrong
 * character and every swap of two neighbours shows as a slip of the pen, and not as a code that was never issued.
 *
 * Nothing is stored and nothing is in a code but a hash: no person, no place. What was ever issued is counted up anew
 * from the public log of changes (issued-codes.ts), so codes outlive restarts and a lost database.
 */
export type CheckCode = string;

/** What a code speaks of: a session at a sequence, or a kelurahan's week as it stood after a change of the log. */
export type Subject =
  | { kind: 'session'; id: string; sequence: number }
  | { kind: 'week'; area: string; week: string; seq: number };

/** Well formed, and shown as an example: an answer of its own, unless chance makes it an issued one. */
export const EXAMPLE_CODE: CheckCode = 'K7P-4XM5';

/** Crockford's base32: without I, L, O and U, which eyes take for others. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const DATA_CHARACTERS = 6;
const PURPOSE = 'jemput check code 1';

/** The code of a subject; the same for the same secret, always. */
export function codeOf(secret: string, subject: Subject): CheckCode {
  const words =
    subject.kind === 'session'
      ? ['session', subject.id, subject.sequence]
      : ['week', subject.area, subject.week, subject.seq];
  const hash = createHmac('sha256', `${PURPOSE} ${secret}`).update(words.join('|')).digest();
  const bits = hash.readUInt32BE(0) >>> 2;
  const digits = Array.from({ length: DATA_CHARACTERS }, (_, at) => (bits >>> (5 * (DATA_CHARACTERS - 1 - at))) & 31);
  const text = [...digits, checkDigit(digits)].map((digit) => ALPHABET[digit]).join('');
  return `${text.slice(0, 3)}-${text.slice(3)}`;
}

/** What somebody typed: a code that may have been issued, one with a slip in it, or no code at all. */
export type TypedCode = { kind: 'code'; code: CheckCode } | { kind: 'slip'; typed: string } | { kind: 'none' };

/** A code in its two groups with characters too few, or one too many. */
const NEARLY =
  /^(?=.*[0-9])(?=.*[A-Z])([0-9A-Z]{2}-[0-9A-Z]{4}|[0-9A-Z]{3}-[0-9A-Z]{1,3}|[0-9A-Z]{4}-[0-9A-Z]{4}|[0-9A-Z]{3}-[0-9A-Z]{5})$/;

/** Reads a code as people type it: small or wide letters, spaces and dashes anywhere, O for 0, I and L for 1, "kode" before it. */
export function readCode(text: string): TypedCode {
  const typed = text
    .trim()
    .normalize('NFKC')
    .replace(/^(?:kode|code)(?:\s+(?:cek|check))?\s*[:=]?\s+/i, '');
  const bare = typed.toUpperCase().replace(/[\s\-‐‑–—.·]/g, '');
  if (!/^[0-9A-Z]{7}$/.test(bare)) return NEARLY.test(typed.toUpperCase()) ? { kind: 'slip', typed } : { kind: 'none' };
  const plain = bare.replaceAll('O', '0').replace(/[IL]/g, '1');
  const digits = [...plain].map((character) => ALPHABET.indexOf(character));
  const data = digits.slice(0, DATA_CHARACTERS);
  if (!digits.includes(-1) && digits[DATA_CHARACTERS] === checkDigit(data)) {
    return { kind: 'code', code: `${plain.slice(0, 3)}-${plain.slice(3)}` };
  }
  // Seven letters are a word more often than a code: Manahan is a kelurahan.
  return /[0-9]/.test(bare) || /^.{3}-.{4}$/.test(typed) ? { kind: 'slip', typed } : { kind: 'none' };
}

/** Horner's rule at the generator of GF(32), so that each place weighs otherwise. */
function checkDigit(digits: readonly number[]): number {
  return digits.reduce((sum, digit) => timesGenerator(sum ^ digit), 0);
}

/** Multiplies by x modulo x⁵ + x² + 1, which is primitive: its powers run through all 31 weights. */
function timesGenerator(value: number): number {
  const shifted = value << 1;
  return shifted & 32 ? shifted ^ 0b100101 : shifted;
}
