import { isoWeek } from '@jemput/shared/calendar/local-date';
import { localDateAt } from '@jemput/shared/calendar/time-zone';
import { Hono, type Context as HonoContext } from 'hono';
import type { Context } from '../context.ts';
import { problemOf } from '../feeds/answer.ts';
import type { Drawing } from './draw-thread.ts';
import { drawn } from './drawn.ts';
import { type Sheet, sheetOfSession, sheetOfWeek } from './sheet.ts';

const kinds = {
  'gambar.png': { drawing: 'picture', type: 'image/png' },
  'poster.pdf': { drawing: 'poster', type: 'application/pdf' },
} as const satisfies Record<string, { drawing: Drawing; type: string }>;

/**
 * Pictures and posters: /jadwal/{id}/gambar.png and poster.pdf, /wilayah/{code}/gambar.png and poster.pdf?minggu=2026-W48
 * (this week without it). What they say is a session's or a kelurahan's now; the code on them tells later readers.
 *
 * @param contextOf of somebody not signed in
 * @param origin the public address without a slash at the end
 */
export function shareRoutes(contextOf: () => Context, origin: string): Hono {
  const app = new Hono();
  for (const [file, { drawing, type }] of Object.entries(kinds)) {
    const answer = async (c: HonoContext, name: string, sheet: Sheet) => {
      const headers = {
        'Content-Type': type,
        'Cache-Control': 'public, no-cache',
        'Content-Disposition': `inline; filename="${name}-${file}"`,
        'Cross-Origin-Resource-Policy': 'cross-origin',
      };
      return c.body(new Uint8Array(await drawn(drawing, sheet)), 200, headers);
    };
    app.get(`/jadwal/:id/${file}`, async (c) => {
      const sheet = await sheetOfSession(contextOf(), c.req.param('id'), origin);
      return answer(c, 'rekam-ktp', sheet);
    });
    app.get(`/wilayah/:code/${file}`, async (c) => {
      const ctx = contextOf();
      const area = c.req.param('code');
      const week = c.req.query('minggu') ?? isoWeek(localDateAt(ctx.now(), ctx.zone));
      return answer(c, `rekam-ktp-${week.replace(/[^\w-]/g, '')}`, await sheetOfWeek(ctx, { area, week }, origin));
    });
  }
  app.onError((error) => problemOf(contextOf(), error));
  return app;
}
