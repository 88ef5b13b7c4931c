/** What an account may be; what each may do is the table in server/src/auth/roles.ts. */
export const roles = ['admin', 'planner', 'crew', 'courier', 'viewer'] as const;
export type Role = (typeof roles)[number];
