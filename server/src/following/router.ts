import * as z from 'zod';
import { allowed, publicProcedure, router } from '../http/trpc.ts';
import { answerChange, answers } from './answer-change.ts';
import { readDisturbed } from './read-disturbed.ts';

const answer = z.object({ token: z.string().max(64), choice: z.enum(answers) });

export const followingRouter = router({
  answer: publicProcedure.input(answer).mutation(({ ctx, input }) => answerChange(ctx, input)),
  disturbed: allowed('plans.read')
    .input(z.object({ planId: z.string().max(100) }))
    .query(({ ctx, input }) => readDisturbed(ctx, input)),
});
