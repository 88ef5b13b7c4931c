import { createHash, randomBytes } from 'node:crypto';
import { addDays, type LocalDate } from '@jemput/shared/calendar/local-date';
import type { Context } from '../context.ts';

const SEED_BYTES = 32;
/** The seed is public after the draw; its key goes with those of the session's names. */
const KEPT_DAYS = 7;

export interface Commitment {
  /** SHA-256 of the seed's bytes, hex: told before anybody enters. */
  commitment: string;
  /** Opened at the draw. */
  sealedSeed: string;
}

/** Draws a seed that nobody sees before the draw. @param date of the session */
export function newCommitment({ keys }: Pick<Context, 'keys'>, date: LocalDate): Commitment {
  const seed = randomBytes(SEED_BYTES);
  return {
    commitment: createHash('sha256').update(seed).digest('hex'),
    sealedSeed: keys.seal(seed.toString('hex'), addDays(date, KEPT_DAYS)),
  };
}
