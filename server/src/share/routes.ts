import { isoWeek } from '@jemput/shared/calendar/local-date';
import { localDateAt } from '@jemput/shared/calendar/time-zone';
import { wordLanguageOf } from '@jemput/shared/messages/message-words';
import { Hono, type Context as HonoContext } from 'hono';
import type { Context } from '../context.ts';
import { problemOf } from '../feeds/answer.ts';
import type { Drawing } from './draw-thread.ts';
import { drawn } from './drawn.ts';
import type { Sheet, SheetAsked } from './sheet.ts';
import { sheetOfSession } from './sheet-of-session.ts';
import { sheetOfToday } from './sheet-of-today.ts';
import { sheetOfVenue } from './sheet-of-venue.ts';
import { sheetOfWeek } from './sheet-of-week.ts';

const types = { 'gambar.png': 'image/png', 'poster.pdf': 'application/pdf' } as const;
type File = keyof typeof types;

/**
 * Pictures and posters: gambar.png and poster.pdf of /jadwal/{id}, of /wilayah/{code} (`?minggu=2026-W48`, this week without it)
 * and of /lokasi/{id}; /gambar.png of today. `?lang=en|jv|su` for other languages than Indonesian, `?bentuk=tegak` for a picture
 * as tall as a phone. What they say is how it stands now; the code on them tells later readers.
 *
 * @param contextOf of somebody not signed in
 * @param origin the public address without a slash at the end
 */
export function shareRoutes(contextOf: () => Context, origin: string): Hono {
  const app = new Hono();
  const asked = (c: HonoContext): SheetAsked => ({ origin, language: wordLanguageOf(c.req.query('lang') ?? '') });
  for (const file of Object.keys(types) as File[]) {
    app.get(`/jadwal/:id/${file}`, async (c) =>
      answer(c, file, 'ktp-el', await sheetOfSession(contextOf(), c.req.param('id'), asked(c))),
    );
    app.get(`/lokasi/:id/${file}`, async (c) =>
      answer(c, file, 'ktp-el', await sheetOfVenue(contextOf(), c.req.param('id'), asked(c))),
    );
    app.get(`/wilayah/:code/${file}`, async (c) => {
      const ctx = contextOf();
      const week = c.req.query('minggu') ?? isoWeek(localDateAt(ctx.now(), ctx.zone));
      const sheet = await sheetOfWeek(ctx, { area: c.req.param('code'), week }, asked(c));
      return answer(c, file, `ktp-el-${week.replace(/[^\w-]/g, '')}`, sheet);
    });
  }
  app.get('/gambar.png', async (c) => answer(c, 'gambar.png', 'ktp-el', await sheetOfToday(contextOf(), asked(c))));
  app.onError((error) => problemOf(contextOf(), error));
  return app;
}

async function answer(c: HonoContext, file: File, name: string, sheet: Sheet): Promise<Response> {
  const picture: Drawing = c.req.query('bentuk') === 'tegak' ? 'tall' : 'wide';
  const bytes = await drawn(file === 'poster.pdf' ? 'poster' : picture, sheet);
  return c.body(new Uint8Array(bytes), 200, {
    'Content-Type': types[file],
    'Content-Language': sheet.tag,
    'Cache-Control': 'public, no-cache',
    'Content-Disposition': `inline; filename="${name}-${file}"`,
    'Cross-Origin-Resource-Policy': 'cross-origin',
  });
}
