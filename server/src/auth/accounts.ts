import { randomUUID } from 'node:crypto';
import type { SaveAccount } from '@jemput/shared/staff/account';
import { hashPassword } from 'better-auth/crypto';
import { and, eq, ne } from 'drizzle-orm';
import type { Context } from '../context.ts';
import { type Database, inTransaction } from '../db/open.ts';
import { account, session, user } from '../db/schema/staff.ts';
import { Invalid } from '../errors.ts';
import { recordAct } from './record-act.ts';

export type NewAccount = Pick<SaveAccount, 'username' | 'name' | 'role'> & { password: string };

type Writer = Pick<Context, 'db' | 'now' | 'actor'>;

/** @throws Invalid where another account has that name */
export async function refuseTakenUsername(db: Database, username: string, ownId = ''): Promise<void> {
  const same = and(eq(user.username, username), ne(user.id, ownId));
  const [taken] = await db.select({ id: user.id }).from(user).where(same);
  if (!taken) return;
  const message = `The account name ${username} is taken.`;
  throw new Invalid(message, [{ field: '/username', value: username, code: 'taken', message }]);
}

/**
 * Makes an account that signs in with name and password. Asks for no permission: verbs do that before.
 *
 * @throws Invalid where the name is taken
 */
export async function createAccount(ctx: Writer, input: NewAccount): Promise<{ id: string }> {
  const id = randomUUID();
  const password = await hashPassword(input.password);
  const stamps = { createdAt: new Date(ctx.now()), updatedAt: new Date(ctx.now()) };
  const { username, name, role } = input;
  await inTransaction(ctx, async (tx) => {
    await refuseTakenUsername(tx, username);
    const email = `${username}@jemput.invalid`;
    await tx.insert(user).values({ id, username, displayUsername: username, name, email, role, ...stamps });
    await tx
      .insert(account)
      .values({ id: randomUUID(), userId: id, accountId: id, providerId: 'credential', password, ...stamps });
    await recordAct(tx, ctx, 'staff.createAccount', id, { username, role });
  });
  return { id };
}

/** The account's sign-ins everywhere end at once. */
export async function endSignIns(tx: Database, userId: string): Promise<void> {
  await tx.delete(session).where(eq(session.userId, userId));
}
