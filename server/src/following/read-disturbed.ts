import type { Context } from '../context.ts';

export interface Disturbed {
  /** By session that moves, is cancelled or has other kits, only those that people hold numbers for. */
  sessions: {
    sessionId: string;
    change: 'moved' | 'cancelled' | 'kits';
    /** People with a number, and people who wait for one or for the draw. */
    holding: number;
    waiting: number;
    /** Of those: who finds room elsewhere, and who does not. A moved session keeps its own. */
    roomElsewhere: number;
    withoutRoom: number;
  }[];
  /** People in all. */
  people: number;
}

/** Whom publishing a plan would disturb. @throws NotFound */
export async function readDisturbed(_ctx: Context, _input: { planId: string }): Promise<Disturbed> {
  return { sessions: [], people: 0 };
}
