import type { Role } from '@jemput/shared/staff/role';
import { m } from '#lib/paraglide/messages.js';

export const roleNames: Record<Role, () => string> = {
  admin: () => m.field_role_admin(),
  planner: () => m.field_role_planner(),
  crew: () => m.field_role_crew(),
  courier: () => m.field_role_courier(),
  viewer: () => m.field_role_viewer(),
};
