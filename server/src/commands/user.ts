import { randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { MIN_PASSWORD_CHARACTERS, passwordSchema, usernameSchema } from '@jemput/shared/staff/account';
import { type Role, roles } from '@jemput/shared/staff/role';
import { eq } from 'drizzle-orm';
import { createAccount, endSignIns } from '../auth/accounts.ts';
import { listAccounts } from '../auth/list-accounts.ts';
import { recordAct } from '../auth/record-act.ts';
import type { Context } from '../context.ts';
import { inTransaction } from '../db/open.ts';
import { user as users } from '../db/schema/staff.ts';
import { orHelp } from './or-help.ts';
import { UsageError } from './usage-error.ts';
import { withContext } from './with-context.ts';

const usage = `jemput user add NAME --role ROLE [--display-name NAME] [--password-stdin]
jemput user list
jemput user disable NAME
ROLE: ${roles.join(', ')}`;

interface NewUser {
  role: Role;
  displayName: string;
  /** Null has one made and printed once. */
  password: string | null;
}

async function add(ctx: Context, name: string, { role, displayName, password }: NewUser): Promise<void> {
  const made = password ?? randomBytes(12).toString('base64url');
  await createAccount(ctx, { username: name, name: displayName, role, password: made });
  process.stdout.write(`Account ${name} (${role}) is made.\n`);
  if (password === null) process.stdout.write(`Password, shown this once: ${made}\n`);
}

async function list(ctx: Context): Promise<void> {
  for (const { username, role, name, disabled } of await listAccounts(ctx)) {
    process.stdout.write(`${[username, role, disabled ? 'disabled' : 'active', name].join('\t')}\n`);
  }
}

async function disable(ctx: Context, name: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const changed = { disabled: true, updatedAt: new Date(ctx.now()) };
    const [found] = await tx.update(users).set(changed).where(eq(users.username, name)).returning({ id: users.id });
    if (!found) throw new UsageError(`There is no account ${name}.`);
    await endSignIns(tx, found.id);
    await recordAct(tx, ctx, 'staff.disableAccount', found.id);
  });
  process.stdout.write(`Account ${name} is disabled and signed out everywhere.\n`);
}

function knownRole(value: string | undefined): Role {
  const role = roles.find((one) => one === value);
  if (!role) throw new UsageError(`--role must be one of ${roles.join(', ')}, got ${value ?? 'nothing'}.\n${usage}`);
  return role;
}

function goodUsername(value: string | undefined): string {
  const parsed = usernameSchema.safeParse(value);
  if (!parsed.success) throw new UsageError(`NAME ${value ?? ''} ${parsed.error.issues[0]?.message}.\n${usage}`);
  return parsed.data;
}

async function passwordFromStdin(): Promise<string> {
  const parsed = passwordSchema.safeParse((await text(process.stdin)).replace(/\r?\n$/, ''));
  if (!parsed.success) throw new UsageError(`The password must have ${MIN_PASSWORD_CHARACTERS} to 128 characters.`);
  return parsed.data;
}

/** `jemput user …`: the first account of an office is made here. */
export function user(args: string[]): Promise<number> {
  return orHelp(args, usage, () => act(args));
}

async function act(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      role: { type: 'string' },
      'display-name': { type: 'string' },
      'password-stdin': { type: 'boolean', default: false },
    },
  });
  const [action, name, ...more] = positionals;
  if (more.length > 0) throw new UsageError(`Too many words: ${more.join(' ')}.\n${usage}`);
  if (action === 'list') await withContext(list);
  else if (action === 'disable' && name) await withContext((ctx) => disable(ctx, name.toLowerCase()));
  else if (action === 'add') {
    const username = goodUsername(name);
    const role = knownRole(values.role);
    const password = values['password-stdin'] ? await passwordFromStdin() : null;
    const displayName = values['display-name'] ?? username;
    await withContext((ctx) => add(ctx, username, { role, displayName, password }));
  } else throw new UsageError(usage);
  return 0;
}
