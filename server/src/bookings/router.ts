import { takeNumberSchema } from '@jemput/shared/bookings/take-number';
import * as z from 'zod';
import { allowed, publicProcedure, router } from '../http/trpc.ts';
import { readAnomalies } from './anomalies.ts';
import { arrive } from './arrive.ts';
import { assist } from './assist.ts';
import { assistedToday } from './assisted-today.ts';
import { cancelByToken } from './cancel-by-token.ts';
import { moveTicket } from './move-ticket.ts';
import { readAsking } from './read-asking.ts';
import { viewTicket } from './view-ticket.ts';

const byToken = z.object({ token: z.string().max(64) });

export const bookingsRouter = router({
  asking: publicProcedure
    .input(z.object({ sessionId: z.string().max(100) }))
    .query(({ ctx, input }) => readAsking(ctx, input.sessionId)),
  ticket: publicProcedure.input(byToken).query(({ ctx, input }) => viewTicket(ctx, input.token)),
  cancel: publicProcedure.input(byToken).mutation(({ ctx, input }) => cancelByToken(ctx, input.token)),
  move: publicProcedure
    .input(byToken.extend({ toSessionId: z.string().max(100) }))
    .mutation(({ ctx, input }) => moveTicket(ctx, input)),
  arrive: publicProcedure.input(byToken).mutation(({ ctx, input }) => arrive(ctx, input.token)),
  anomalies: allowed('queue.read').query(({ ctx }) => readAnomalies(ctx)),
  assistedToday: allowed('tickets.assist').query(({ ctx }) => assistedToday(ctx)),
  assist: allowed('tickets.assist')
    .input(takeNumberSchema)
    .mutation(({ ctx, input }) => assist(ctx, input)),
});
