import { authRouter } from '../auth/router.ts';
import { bookingsRouter } from '../bookings/router.ts';
import { calendarRouter } from '../calendar/router.ts';
import { countersRouter } from '../counters/router.ts';
import { eveningRouter } from '../evening/router.ts';
import { fieldRouter } from '../field/router.ts';
import { followingRouter } from '../following/router.ts';
import { eventsRouter } from '../forecast/events-router.ts';
import { forecastRouter } from '../forecast/router.ts';
import { importsRouter } from '../imports/router.ts';
import { messagesRouter } from '../messages/router.ts';
import { numbersRouter } from '../numbers/router.ts';
import { placesRouter } from '../places/router.ts';
import { planningRouter } from '../planning/router.ts';
import { queueRouter } from '../queue/router.ts';
import { sessionsRouter } from '../sessions/router.ts';
import { shareRouter } from '../share/router.ts';
import { createCallerFactory, router } from './trpc.ts';

/** Everything that pages may ask: one line a feature. */
export const appRouter = router({
  auth: authRouter,
  places: placesRouter,
  counters: countersRouter,
  calendar: calendarRouter,
  planning: planningRouter,
  sessions: sessionsRouter,
  share: shareRouter,
  forecast: forecastRouter,
  events: eventsRouter,
  field: fieldRouter,
  following: followingRouter,
  queue: queueRouter,
  evening: eveningRouter,
  bookings: bookingsRouter,
  messages: messagesRouter,
  numbers: numbersRouter,
  imports: importsRouter,
});

export type AppRouter = typeof appRouter;

export const createCaller = createCallerFactory(appRouter);
