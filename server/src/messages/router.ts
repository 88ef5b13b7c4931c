import { followAreaSchema, tellSchema, unfollowAreaSchema, untellSchema } from '@jemput/shared/messages/tell';
import { publicProcedure, router } from '../http/trpc.ts';
import { followArea, unfollowArea } from './follow-area.ts';
import { tellHolder, untellHolder } from './tell-holder.ts';

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
});
