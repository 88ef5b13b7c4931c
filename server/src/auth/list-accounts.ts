import type { Account } from '@jemput/shared/staff/account';
import { asc } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { user } from '../db/schema/staff.ts';

export async function listAccounts(ctx: Pick<Context, 'db'>): Promise<Account[]> {
  const rows = await ctx.db
    .select({ id: user.id, username: user.username, name: user.name, role: user.role, disabled: user.disabled })
    .from(user)
    .orderBy(asc(user.username));
  return rows.map((row) => ({ ...row, username: row.username ?? '' }));
}
