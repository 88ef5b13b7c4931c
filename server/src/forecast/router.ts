import { allowed, router } from '../http/trpc.ts';
import { listForecasts } from './list-forecasts.ts';
import { refitTurnout } from './refit-turnout.ts';

export const forecastRouter = router({
  list: allowed('forecast.read').query(({ ctx }) => listForecasts(ctx)),
  refit: allowed('plans.write').mutation(({ ctx }) => refitTurnout(ctx)),
});
