import type { Role } from '@jemput/shared/staff/role';
import type { Context } from '../context.ts';
import { Forbidden } from '../errors.ts';

/** What can be allowed, and to whom. The only place that says so; routers and verbs ask by the left word. */
export const permissions = {
  'staff.manage': ['admin'],
  'places.read': ['admin', 'planner', 'viewer'],
  'places.write': ['admin', 'planner'],
  'plans.read': ['admin', 'planner', 'viewer'],
  'plans.write': ['admin', 'planner'],
  'timetable.publish': ['admin', 'planner'],
  'forecast.read': ['admin', 'planner', 'viewer'],
  'imports.write': ['admin', 'planner'],
  'field.report': ['admin', 'crew'],
  /** Calling numbers; crews only where they stand tonight (bookings/may-serve.ts). */
  'queue.call': ['admin', 'planner', 'crew'],
  /** How numbers are given out, and at which counters. */
  'queue.write': ['admin', 'planner'],
  'queue.read': ['admin', 'planner', 'viewer'],
  /** A number for somebody without a phone. */
  'tickets.assist': ['admin', 'planner', 'crew', 'courier'],
  /** Names and numbers of those who could not be told. */
  'contacts.read': ['admin', 'planner', 'crew'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof permissions;

export function may(role: Role | undefined, permission: Permission): boolean {
  return role !== undefined && (permissions[permission] as readonly Role[]).includes(role);
}

/** @throws Forbidden where the actor is not signed in or has no such role */
export function requirePermission(ctx: Context, permission: Permission): void {
  if (!may(ctx.actor?.role, permission)) {
    throw new Forbidden(
      `${ctx.actor ? `The role ${ctx.actor.role}` : 'Somebody not signed in'} may not do ${permission}.`,
    );
  }
}
