import { may, type Permission, permissions } from '@jemput/server/auth/roles';
import { appRouter, createCaller } from '@jemput/server/http/router';
import { type Role, roles } from '@jemput/shared/staff/role';
import { expect, test } from 'vitest';
import { aContext } from '../../fixtures/test-context.ts';

interface Walked {
  path: string;
  type: string;
  permission: Permission | 'public' | undefined;
}

const procedures: Walked[] = Object.entries(
  appRouter._def.procedures as unknown as Record<
    string,
    { _def: { type: string; meta?: { permission: Permission | 'public' } } }
  >,
).map(([path, { _def }]) => ({ path, type: _def.type, permission: _def.meta?.permission }));

type Call = (input: unknown) => Promise<unknown>;

async function codeOf(call: Call): Promise<string> {
  try {
    await call({ nothing: 'of use' });
    return 'OK';
  } catch (error) {
    return (error as { code?: string }).code ?? 'no code';
  }
}

test('every procedure says who may call it', () => {
  expect(procedures.length).toBeGreaterThan(20);
  const known = ['public', ...Object.keys(permissions)];
  expect(procedures.filter(({ permission }) => permission === undefined || !known.includes(permission))).toEqual([]);
});

/** Asks, though its name is that of a change: what it is asked belongs into no address. */
const asksOnly = 'share.checkText';

/** One's own number by a link that only its holder knows, and news of an area for whoever has the subscription: no account is needed. */
const byTheLink = [
  'bookings.cancel',
  'bookings.move',
  'bookings.arrive',
  'following.answer',
  'messages.tell',
  'messages.untell',
  'messages.follow',
  'messages.unfollow',
];

test('somebody not signed in can change nothing but their own', () => {
  const open = procedures.filter(({ type, permission }) => permission === 'public' && type !== 'query');
  expect(open.map(({ path }) => path).toSorted()).toEqual([asksOnly, ...byTheLink].toSorted());
});

test.each([...roles, null])('%s may call exactly what the table says', async (role) => {
  const ctx = await aContext({ role });
  const caller = createCaller(ctx);
  const wrong: string[] = [];
  for (const { path, permission } of procedures) {
    const [feature = '', verb = ''] = path.split('.');
    const call = (caller as unknown as Record<string, Record<string, Call>>)[feature]?.[verb];
    if (!call) throw new Error(`no ${path}`);
    const code = await codeOf(call);
    const allowed = permission === 'public' || (permission !== undefined && may(role ?? undefined, permission));
    if ((code === 'FORBIDDEN') === allowed) wrong.push(`${path} (${permission}) answers ${code}`);
  }
  expect(wrong).toEqual([]);
});

/** From issue 1 of 5, point 9, and interfaces.md: who works with what. */
const expected: Record<Role, Permission[]> = {
  admin: Object.keys(permissions) as Permission[],
  planner: [
    'places.read',
    'places.write',
    'plans.read',
    'plans.write',
    'timetable.publish',
    'forecast.read',
    'imports.write',
    'queue.call',
    'queue.write',
    'queue.read',
    'tickets.assist',
    'contacts.read',
  ],
  crew: ['field.report', 'queue.call', 'tickets.assist', 'contacts.read'],
  courier: ['tickets.assist'],
  viewer: ['places.read', 'plans.read', 'forecast.read', 'queue.read'],
};

test.each(roles)('the table gives %s what the work needs and no more', (role) => {
  const given = Object.keys(permissions).filter((permission) => may(role, permission as Permission));
  expect(given.toSorted()).toEqual(expected[role].toSorted());
});
