import { loadDemo } from '@jemput/server/demo/load-demo';
import { checkImport } from '@jemput/server/imports/check-import';
import { exportRoutes } from '@jemput/server/imports/export-routes';
import type { roles } from '@jemput/shared/staff/role';
import { describe, expect, test } from 'vitest';
import { aContext, anActor } from '../../fixtures/test-context.ts';

describe('downloads', async () => {
  const ctx = await aContext({ role: 'admin' });
  await loadDemo(ctx);
  const get = (path: string, role: (typeof roles)[number] | null) =>
    exportRoutes(async () => ({ ...ctx, actor: anActor(role) })).request(`http://localhost${path}`);

  test.each([
    ['admin', 200],
    ['planner', 200],
    ['viewer', 200],
    ['crew', 403],
    ['courier', 403],
    [null, 401],
  ] as const)('%s gets %i', async (role, status) => {
    const response = await get('/api/export/crew.csv', role);
    expect(response.status).toBe(status);
    expect(response.headers.get('Cache-Control')).toBe('no-store');
  });

  test.each(['csv', 'xlsx'])('a %s file has a name with today in it, and can be imported again', async (format) => {
    const response = await get(`/api/export/venues.${format}`, 'viewer');
    expect(response.headers.get('Content-Disposition')).toBe(`attachment; filename="venues-2026-11-20.${format}"`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    const report = await checkImport(ctx, { kind: 'venues', fileName: `x.${format}`, bytes });
    expect(report).toMatchObject({ rows: 88, unchanged: 88, faults: [] });
  });

  test.each(['/api/export/residents.csv', '/api/export/venues.pdf', '/api/export/venues'])(
    '%s is not there',
    async (path) => {
      expect((await get(path, 'admin')).status).toBe(404);
    },
  );
});
