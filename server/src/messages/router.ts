import { followAreaSchema, tellSchema, unfollowAreaSchema, untellSchema } from '@jemput/shared/messages/tell';
import * as z from 'zod';
import { allowed, publicProcedure, router } from '../http/trpc.ts';
import { followArea, unfollowArea } from './follow-area.ts';
import { listUnreached } from './list-unreached.ts';
import { markTold } from './mark-told.ts';
import { readLedger } from './read-ledger.ts';
import { tellHolder, untellHolder } from './tell-holder.ts';

const id = z.string().max(100);

export const messagesRouter = router({
  /** By what this office sends, and the key for a browser's subscription. */
  offered: publicProcedure.query(({ ctx }) => ({
    channels: [...(ctx.messaging?.channels ?? [])],
    pushKey: ctx.messaging?.pushKey ?? null,
  })),
  pushKey: publicProcedure.query(({ ctx }) => ctx.messaging?.pushKey ?? null),
  tell: publicProcedure.input(tellSchema).mutation(({ ctx, input }) => tellHolder(ctx, input)),
  untell: publicProcedure.input(untellSchema).mutation(({ ctx, input }) => untellHolder(ctx, input)),
  follow: publicProcedure.input(followAreaSchema).mutation(({ ctx, input }) => followArea(ctx, input)),
  unfollow: publicProcedure.input(unfollowAreaSchema).mutation(({ ctx, input }) => unfollowArea(ctx, input)),
  unreached: allowed('contacts.read')
    .input(z.object({ sessionId: id }))
    .query(({ ctx, input }) => listUnreached(ctx, input)),
  markTold: allowed('contacts.read')
    .input(z.object({ sessionId: id, ticketId: id }))
    .mutation(({ ctx, input }) => markTold(ctx, input)),
  ledger: allowed('queue.read').query(({ ctx }) => readLedger(ctx)),
});
