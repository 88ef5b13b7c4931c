import type { Context } from '../context.ts';

/** When a ticket is likely to be called, Unix milliseconds: one evening in ten before `p10At`, half before `p50At`, nine in ten before `p90At`. */
export interface CallTimes {
  p10At: number;
  p50At: number;
  p90At: number;
}

export interface EveningEstimates {
  /** Unix milliseconds of the office's clock. */
  asOf: number;
  /** Of every ticket that still waits to be called, present or not, provided that its holder comes. */
  byTicket: ReadonlyMap<string, CallTimes>;
  /** The last in line that is finished by closing with 90 % certainty; null where nobody waits or not even the first is. */
  lastServable: string | null;
  /** True where one person more could not be finished by closing with 90 % certainty beside all who hold a number. */
  isFull: boolean;
  /** As measured tonight and before; the mean that is reckoned with. */
  minutesPerPerson: number;
  /** Desks reckoned with: those open, or those planned before any is. */
  desks: number;
}

/** How the rest of a session's evening is likely to go, from what is known now; null where it takes no numbers, is over or is called off. */
export async function estimatesOf(
  _ctx: Pick<Context, 'db' | 'now' | 'zone'>,
  _sessionId: string,
): Promise<EveningEstimates | null> {
  return null;
}
