import { predictTurnout } from '@jemput/shared/forecast/predict-turnout';
import type { TurnoutForecast, TurnoutModel, TurnoutTarget } from '@jemput/shared/forecast/turnout-model';

/** Some days of every venue and slot of a large office. */
const MOST_REMEMBERED = 20_000;

/** A model is never changed, so what it once said of a target holds for as long as it is in memory. */
const remembered = new WeakMap<TurnoutModel, Map<string, TurnoutForecast>>();

/** `predictTurnout`, computed once a model and target. */
export function rememberedForecast(model: TurnoutModel, target: TurnoutTarget): TurnoutForecast {
  const known = remembered.get(model) ?? new Map<string, TurnoutForecast>();
  remembered.set(model, known);
  const key = JSON.stringify(target);
  const before = known.get(key);
  if (before) return before;
  if (known.size >= MOST_REMEMBERED) known.clear();
  const forecast = predictTurnout(model, target);
  known.set(key, forecast);
  return forecast;
}
