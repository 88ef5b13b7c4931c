import type { SaveAccount } from '@jemput/shared/staff/account';
import { hashPassword } from 'better-auth/crypto';
import { and, eq, ne } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { type Database, inTransaction } from '../db/open.ts';
import { account, user } from '../db/schema/staff.ts';
import { Conflict, Invalid, NotFound } from '../errors.ts';
import { createAccount, endSignIns, refuseTakenUsername } from './accounts.ts';
import { recordAct } from './record-act.ts';
import { requirePermission } from './roles.ts';

async function keepAnAdmin(tx: Database, input: SaveAccount & { id: string }): Promise<void> {
  if (input.role === 'admin' && !input.disabled) return;
  const others = and(eq(user.role, 'admin'), eq(user.disabled, false), ne(user.id, input.id));
  const [admin] = await tx.select({ id: user.id }).from(user).where(others);
  if (admin) return;
  const [own] = await tx.select({ role: user.role }).from(user).where(eq(user.id, input.id));
  if (own?.role === 'admin') throw new Conflict('This is the last admin; make another one first.');
}

async function changeAccount(ctx: Context, input: SaveAccount & { id: string }): Promise<void> {
  const password = input.password === undefined ? null : await hashPassword(input.password);
  const updatedAt = new Date(ctx.now());
  const { id, username, name, role, disabled } = input;
  await inTransaction(ctx, async (tx) => {
    const [found] = await tx.select({ id: user.id }).from(user).where(eq(user.id, id));
    if (!found) throw new NotFound(`There is no account ${id}.`);
    await refuseTakenUsername(tx, username, id);
    await keepAnAdmin(tx, input);
    const changed = { username, displayUsername: username, name, role, disabled, updatedAt };
    await tx.update(user).set(changed).where(eq(user.id, id));
    if (password) await tx.update(account).set({ password, updatedAt }).where(eq(account.userId, id));
    if (password || disabled) await endSignIns(tx, id);
    await recordAct(tx, ctx, 'staff.saveAccount', id, { username, role, disabled, passwordChanged: password !== null });
  });
}

/**
 * Makes an account, or changes the one with that id; a new password or disabling ends its sign-ins.
 *
 * @throws Conflict where no admin would be left
 */
export async function saveAccount(ctx: Context, input: SaveAccount): Promise<{ id: string }> {
  requirePermission(ctx, 'staff.manage');
  if (input.id !== undefined) {
    await changeAccount(ctx, { ...input, id: input.id });
    return { id: input.id };
  }
  if (input.password === undefined) {
    const message = 'A new account needs a password.';
    throw new Invalid(message, [{ field: '/password', code: 'missing', message }]);
  }
  return createAccount(ctx, { ...input, password: input.password });
}
