import { authRouter } from '../auth/router.ts';
import { forecastRouter } from '../forecast/router.ts';
import { placesRouter } from '../places/router.ts';
import { sessionsRouter } from '../sessions/router.ts';
import { createCallerFactory, router } from './trpc.ts';

/** Everything that pages may ask: one line a feature. */
export const appRouter = router({
  auth: authRouter,
  places: placesRouter,
  sessions: sessionsRouter,
  forecast: forecastRouter,
});

export type AppRouter = typeof appRouter;

export const createCaller = createCallerFactory(appRouter);
