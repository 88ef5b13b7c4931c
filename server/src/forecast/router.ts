import { isLocalDate } from '@jemput/shared/calendar/local-date';
import * as z from 'zod';
import { allowed, router } from '../http/trpc.ts';
import { explainForecast } from './explain-forecast.ts';
import { givenReason, giveReason } from './give-reason.ts';
import { askedJudgement, judgeSessions } from './judge-forecasts.ts';
import { listForecasts } from './list-forecasts.ts';
import { modelStatus } from './model-status.ts';
import { refitTurnout } from './refit-turnout.ts';
import { cancelBacktest, readBacktest, startBacktest } from './run-backtest.ts';

const askedSession = z.object({
  venueId: z.string().max(100),
  slotId: z.string().max(100),
  date: z.string().refine(isLocalDate, 'must be a date that exists, YYYY-MM-DD'),
  stintDay: z.int().min(1).max(366).optional(),
});

export const forecastRouter = router({
  list: allowed('forecast.read').query(({ ctx }) => listForecasts(ctx)),
  explain: allowed('forecast.read')
    .input(askedSession)
    .query(({ ctx, input }) => explainForecast(ctx, input)),
  judge: allowed('forecast.read')
    .input(askedJudgement)
    .query(({ ctx, input }) => judgeSessions(ctx, input)),
  giveReason: allowed('plans.write')
    .input(givenReason)
    .mutation(({ ctx, input }) => giveReason(ctx, input)),
  backtest: allowed('forecast.read').query(({ ctx }) => readBacktest(ctx)),
  startBacktest: allowed('plans.write').mutation(({ ctx }) => startBacktest(ctx)),
  cancelBacktest: allowed('plans.write').mutation(({ ctx }) => cancelBacktest(ctx)),
  model: allowed('forecast.read').query(({ ctx }) => modelStatus(ctx)),
  refit: allowed('plans.write').mutation(({ ctx }) => refitTurnout(ctx)),
});
