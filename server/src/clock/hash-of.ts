import { createHash } from 'node:crypto';
import { Slice } from './slice.ts';

/** Bytes hashed in one step. */
const STEP = 1_000_000;

/** Of many bytes in slices of some milliseconds, between which others are served. */
export async function hashOf(
  bytes: Uint8Array,
  { algorithm, as }: { algorithm: 'sha1' | 'sha256'; as: 'hex' | 'base64url' },
): Promise<string> {
  const hash = createHash(algorithm);
  const slice = new Slice();
  for (let at = 0; at < bytes.length; at += STEP) {
    if (slice.isOver) await slice.next();
    hash.update(bytes.subarray(at, at + STEP));
  }
  return hash.digest(as);
}
