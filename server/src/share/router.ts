import * as z from 'zod/mini';
import { publicProcedure, router } from '../http/trpc.ts';
import { checkByCode } from './check-by-code.ts';
import { checkByText } from './check-by-text.ts';
import { qrPath } from './qr-path.ts';
import { codeOfSession, comingWeeksOf } from './share-of.ts';

const code = z.string().check(z.maxLength(40));
const area = z.string().check(z.maxLength(20));

export const shareRouter = router({
  code: publicProcedure
    .input(z.object({ id: z.string().check(z.maxLength(100)) }))
    .query(async ({ ctx, input }) => (await codeOfSession(ctx, input)).code),
  qr: publicProcedure
    .input(z.object({ text: z.string().check(z.maxLength(200)) }))
    .query(({ input }) => qrPath(input.text)),
  weeks: publicProcedure.input(z.object({ area })).query(({ ctx, input }) => comingWeeksOf(ctx, input)),
  // A mutation only by name: the text belongs into no address, where caches and logs would keep it.
  checkText: publicProcedure
    .input(z.object({ text: z.string().check(z.maxLength(20_000)), origin: z.string().check(z.url()) }))
    .mutation(({ ctx, input }) => checkByText(ctx, input)),
  checkCode: publicProcedure.input(z.object({ code })).query(({ ctx, input }) => checkByCode(ctx, input)),
});
