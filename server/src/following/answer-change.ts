import type { TicketState } from '@jemput/shared/bookings/ticket';
import type { Context } from '../context.ts';
import { NotFound } from '../errors.ts';

/** What somebody may say to a change of their session: take what is held for them, keep what they have, or give it up. */
export const answers = ['take_offer', 'stay', 'give_up'] as const;
export type Answer = (typeof answers)[number];

/** As committed: the ticket's state, its session and its number there. */
export interface Answered {
  state: TicketState;
  sessionId: string;
  label: string | null;
}

/** The same answer twice is one. @throws NotFound; Conflict where there is nothing to answer, or it is too late */
export async function answerChange(_ctx: Context, { token }: { token: string; choice: Answer }): Promise<Answered> {
  throw new NotFound(`There is no ticket ${token.length} characters long.`);
}
