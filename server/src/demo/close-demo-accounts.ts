import { and, eq, or } from 'drizzle-orm';
import { endSignIns } from '../auth/accounts.ts';
import { recordAct } from '../auth/record-act.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/open.ts';
import { user } from '../db/schema/staff.ts';
import { demoAccounts } from './demo-accounts.ts';

/** Everybody knows the demo's passwords, so in production its accounts are disabled and signed out. */
export function closeDemoAccounts(ctx: Context): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    const isDemo = or(
      ...demoAccounts.map(({ username, name }) => and(eq(user.username, username), eq(user.name, name))),
    );
    const closed = await tx
      .update(user)
      .set({ disabled: true })
      .where(and(isDemo, eq(user.disabled, false)))
      .returning({ id: user.id });
    for (const { id } of closed) {
      await endSignIns(tx, id);
      await recordAct(tx, ctx, 'staff.disableAccount', id, { why: 'demo account in production' });
    }
  });
}
