import { trpcServer } from '@hono/trpc-server';
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { actorOrNobody, type SignIn } from '../auth/sign-in.ts';
import type { Context } from '../context.ts';
import { isDatabaseFailure } from '../db/database-away.ts';
import { requireDatabase } from '../db/open.ts';
import type { Settings } from '../env.ts';
import { displayRoutes } from '../evening/display-routes.ts';
import { feedRoutes } from '../feeds/routes.ts';
import { exportRoutes } from '../imports/export-routes.ts';
import { messageRoutes } from '../messages/message-routes.ts';
import { standardWebhookSecret } from '../messages/webhook-signature.ts';
import { shareRoutes } from '../share/routes.ts';
import { limitBody } from './body-limit.ts';
import { refuseForeignOrigin } from './foreign-origin.ts';
import type { Metrics } from './metrics.ts';
import { problemResponse, unavailableResponse } from './problem.ts';
import { readiness } from './readiness.ts';
import { appRouter } from './router.ts';
import type { World } from './world.ts';

export interface AppParts {
  world: World;
  signIn: SignIn;
  metrics: Metrics;
  settings: Pick<Settings, 'origin'> & Partial<Pick<Settings, 'feedDirectory' | 'messageWebhookSecret'>>;
}

const MAX_CALLS_AT_ONCE = 30;

function addHealth(app: Hono, { world, metrics }: AppParts): void {
  const whyNotReady = readiness(world.db);
  app.get('/healthz', (c) => c.text('ok'));
  app.get('/readyz', async (c) => {
    const reason = await whyNotReady();
    return reason === null ? c.text('ok') : problemResponse({ status: 503, title: 'Not ready', detail: reason });
  });
  app.get('/metrics', async (c) => c.text(await metrics.text(world), 200, { 'Content-Type': metrics.contentType }));
}

/** Everything that is not a page. */
export function createApp(parts: AppParts): Hono {
  const { world, signIn, settings } = parts;
  const contextOf = async (request: Request): Promise<Context> => ({
    ...world,
    actor: await actorOrNobody(signIn, request.headers),
  });
  const app = new Hono();
  const [limitBodies, limitTables] = [limitBody(1), limitBody(20)];
  app.use('/api/*', (c, next) =>
    c.req.path.startsWith('/api/trpc/imports.') ? limitTables(c, next) : limitBodies(c, next),
  );
  addHealth(app, parts);
  app.on(['GET', 'POST'], '/api/auth/*', async (c) => {
    await requireDatabase(world.db);
    const response = await signIn.handle(c.req.raw);
    return response.status === 404 ? c.notFound() : response;
  });
  app.use('/api/trpc/*', refuseForeignOrigin(settings.origin));
  app.use(
    '/api/trpc/*',
    trpcServer({
      endpoint: '/api/trpc',
      router: appRouter,
      maxBatchSize: MAX_CALLS_AT_ONCE,
      createContext: async ({ req }) => ({ ...(await contextOf(req)) }),
      responseMeta: () => ({ headers: { 'Cache-Control': 'no-store' } }),
    }),
  );
  app.route('/', exportRoutes(contextOf));
  app.route(
    '/',
    feedRoutes(() => ({ ...world, actor: null }), settings.origin, settings.feedDirectory),
  );
  app.route(
    '/',
    shareRoutes(() => ({ ...world, actor: null }), settings.origin),
  );
  app.route(
    '/',
    displayRoutes(() => ({ ...world, actor: null })),
  );
  app.route('/', messageRoutes(world, settings.messageWebhookSecret ?? standardWebhookSecret(world.secret)));
  app.notFound((c) =>
    problemResponse({ status: 404, title: 'Not found', detail: `There is nothing at ${c.req.path}.` }),
  );
  app.onError((error) => {
    if (error instanceof HTTPException) return error.getResponse();
    world.log.error({ err: error }, 'request failed');
    if (isDatabaseFailure(error)) return unavailableResponse();
    return problemResponse({ status: 500, title: 'Our failure', detail: 'Something failed on our side.' });
  });
  return app;
}
