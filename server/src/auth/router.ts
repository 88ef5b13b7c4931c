import { saveAccountSchema } from '@jemput/shared/staff/account';
import { allowed, publicProcedure, router } from '../http/trpc.ts';
import { listAccounts } from './list-accounts.ts';
import { saveAccount } from './save-account.ts';

export const authRouter = router({
  me: publicProcedure.query(({ ctx }) => ctx.actor),
  listAccounts: allowed('staff.manage').query(({ ctx }) => listAccounts(ctx)),
  saveAccount: allowed('staff.manage')
    .input(saveAccountSchema)
    .mutation(({ ctx, input }) => saveAccount(ctx, input)),
});
