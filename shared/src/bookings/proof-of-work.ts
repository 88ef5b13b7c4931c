import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** A phone of 2018 needs about a second for it; ten thousand requests cost a broker's computer hours. */
export const PROOF_BITS = 15;

const DAY_MILLIS = 86_400_000;
/** Hashes between two looks at whether the page wants to do something else. */
const SLICE = 400;

/** Hex; asks work for one session on one day, and cannot be known before. */
export type Challenge = string;

/** @param now Unix milliseconds */
export function challengeOf(secret: string, sessionId: string, now: number): Challenge {
  const day = Math.floor(now / DAY_MILLIS);
  const mac = hmac(sha256, utf8ToBytes(`jemput proof of work 1 ${secret}`), utf8ToBytes(`${day}|${sessionId}`));
  return bytesToHex(mac).slice(0, 32);
}

/** Those that a proof may answer now: a page may have been open since yesterday. */
export function challengesAt(secret: string, sessionId: string, now: number): Challenge[] {
  return [now, now - DAY_MILLIS].map((at) => challengeOf(secret, sessionId, at));
}

/** True where the work was done for this request: the same proof serves no other key. */
export function isProof(challenge: Challenge, key: string, proof: string): boolean {
  return /^[0-9a-z]{1,16}$/.test(proof) && leadingZeroBits(hashOf(challenge, key, proof)) >= PROOF_BITS;
}

/**
 * Finds a proof in short slices, so that a page stays alive meanwhile.
 *
 * @param pause resolves when the page had its turn
 * @returns null where `isStopped` said so
 */
export async function findProof(
  challenge: Challenge,
  key: string,
  pause: () => Promise<void>,
  isStopped: () => boolean = () => false,
): Promise<string | null> {
  for (let tried = 0; !isStopped(); tried += SLICE) {
    for (let at = tried; at < tried + SLICE; at++) {
      const proof = at.toString(36);
      if (isProof(challenge, key, proof)) return proof;
    }
    await pause();
  }
  return null;
}

function hashOf(challenge: Challenge, key: string, proof: string): Uint8Array {
  return sha256(utf8ToBytes(`${challenge}|${key}|${proof}`));
}

function leadingZeroBits(hash: Uint8Array): number {
  let bits = 0;
  for (const byte of hash) {
    if (byte !== 0) return bits + Math.clz32(byte) - 24;
    bits += 8;
  }
  return bits;
}
