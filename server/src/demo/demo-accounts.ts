import type { Role } from '@jemput/shared/staff/role';

/** Sign-ins of the demo city, printed at the start; none of them exists in production. */
export const demoAccounts: readonly { username: string; password: string; name: string; role: Role }[] = [
  { username: 'planner', password: 'perencana', name: 'Perencana (demo)', role: 'planner' },
  { username: 'crew', password: 'petugas', name: 'Agus Wibisono (demo)', role: 'crew' },
  { username: 'admin', password: 'admin', name: 'Admin (demo)', role: 'admin' },
  { username: 'viewer', password: 'pembaca', name: 'Pembaca (demo)', role: 'viewer' },
];
