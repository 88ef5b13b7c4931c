import { localDateAt } from '@jemput/shared/calendar/time-zone';
import { Hono } from 'hono';
import { may } from '../auth/roles.ts';
import type { Context } from '../context.ts';
import { requireDatabase } from '../db/open.ts';
import { problemResponse } from '../http/problem.ts';
import { type ExportFormat, exportFile } from './export-file.ts';
import { isImportKind } from './kinds.ts';

const contentTypes: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8; header=present',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

/** `/api/export/{kind}.csv` and `.xlsx`, for those who may read places. */
export function exportRoutes(contextOf: (request: Request) => Promise<Context>): Hono {
  const app = new Hono();
  app.get('/api/export/:file', async (c) => {
    const [, kind = '', format] = /^([a-z]+)\.(csv|xlsx)$/.exec(c.req.param('file')) ?? [];
    if (!isImportKind(kind) || (format !== 'csv' && format !== 'xlsx')) return c.notFound();
    const ctx = await contextOf(c.req.raw);
    if (!ctx.actor) await requireDatabase(ctx.db);
    if (!may(ctx.actor?.role, 'places.read')) {
      const [status, title] = ctx.actor ? ([403, 'Forbidden'] as const) : ([401, 'Not signed in'] as const);
      return problemResponse({ status, title, detail: 'Exports are for planners, viewers and admins.' });
    }
    const fileName = `${kind}-${localDateAt(ctx.now(), ctx.zone)}.${format}`;
    return c.body(new Uint8Array(await exportFile(ctx.db, kind, format)), 200, {
      'Content-Type': contentTypes[format],
      'Content-Disposition': `attachment; filename="${fileName}"`,
      'Cache-Control': 'no-store',
    });
  });
  return app;
}
