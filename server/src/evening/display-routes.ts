import { Hono } from 'hono';
import { etag } from 'hono/etag';
import type { Context } from '../context.ts';
import { NotFound } from '../errors.ts';
import { problemResponse } from '../http/problem.ts';
import { readDisplay } from './read-display.ts';

/**
 * `/layar/{token}/keadaan.json`: what the display shows, for it to ask every two seconds. Unchanged it is answered 304. The link can do
 * nothing but this.
 *
 * @param contextOf of somebody not signed in
 */
export function displayRoutes(contextOf: () => Context): Hono {
  const app = new Hono();
  app.use('/layar/*', etag());
  app.get('/layar/:token/keadaan.json', async (c) => {
    const ctx = contextOf();
    try {
      const state = await readDisplay(ctx, c.req.param('token'));
      return c.json(state, 200, { 'Cache-Control': 'private, no-cache' });
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
      return problemResponse({ status: 404, title: 'Not found', detail: error.message });
    }
  });
  return app;
}
