import { authRouter } from '../auth/router.ts';
import { placesRouter } from '../places/router.ts';
import { createCallerFactory, router } from './trpc.ts';

/** Everything that pages may ask: one line a feature. */
export const appRouter = router({
  auth: authRouter,
  places: placesRouter,
});

export type AppRouter = typeof appRouter;

export const createCaller = createCallerFactory(appRouter);
