import * as z from 'zod/mini';
import { publicProcedure, router } from '../http/trpc.ts';
import { checkByCode } from './check-by-code.ts';
import { codeOfSession, comingWeeksOf } from './share-of.ts';

const code = z.string().check(z.maxLength(40));
const area = z.string().check(z.maxLength(20));

export const shareRouter = router({
  session: publicProcedure
    .input(z.object({ id: z.string().check(z.maxLength(100)) }))
    .query(({ ctx, input }) => codeOfSession(ctx, input)),
  weeks: publicProcedure.input(z.object({ area })).query(({ ctx, input }) => comingWeeksOf(ctx, input)),
  checkCode: publicProcedure.input(z.object({ code })).query(({ ctx, input }) => checkByCode(ctx, input)),
});
