import { fitTurnout } from '@jemput/shared/forecast/fit-turnout';
import { forecastSessions } from '@jemput/shared/forecast/forecast-sessions';
import { ratesForPlanning } from '@jemput/shared/forecast/rates-for-planning';
import type { TurnoutModel } from '@jemput/shared/forecast/turnout-model';
import { updateTurnout } from '@jemput/shared/forecast/update-turnout';
import { placeOfVenue } from '../forecast/read-history.ts';
import type { Engine } from './engine.ts';
import type { Policy } from './office-knowledge.ts';
import { weeklyProblem } from './weekly-problem.ts';

/** The product: fitted anew every week, moved by every report, its rates and their uncertainty planned with. */
export function forecastPolicy(engine: Engine, seed: number): Policy {
  let model: TurnoutModel | undefined;
  return {
    plan(known) {
      const fitted = fitTurnout(known.reports, model ? { earlier: model } : {});
      model = fitted;
      const problem = weeklyProblem(known, (venue, slot, remaining) =>
        ratesForPlanning(fitted, { ...placeOfVenue(venue), slot, remaining, date: known.today }),
      );
      return engine(problem, seed);
    },
    expect: (targets) => (model ? forecastSessions(model, targets) : []),
    hear(report) {
      if (model) model = updateTurnout(model, report);
    },
  };
}
