import { dateRange } from '@jemput/shared/calendar/local-date';
import { predictTurnout } from '@jemput/shared/forecast/predict-turnout';
import { type PlanningRates, ratesForPlanning, type VenueInSlot } from '@jemput/shared/forecast/rates-for-planning';
import type { TurnoutForecast, TurnoutModel, TurnoutTarget } from '@jemput/shared/forecast/turnout-model';

/** Some days of every venue and slot of a large office. */
const MOST_REMEMBERED = 20_000;

/** A model is never changed, so what it once said holds for as long as it is in memory. */
type Memory<Said> = WeakMap<TurnoutModel, Map<string, Said>>;

const forecasts: Memory<TurnoutForecast> = new WeakMap();
const rates: Memory<PlanningRates> = new WeakMap();

function remembered<Said>(memory: Memory<Said>, model: TurnoutModel, asked: unknown, say: () => Said): Said {
  const known = memory.get(model) ?? new Map<string, Said>();
  memory.set(model, known);
  const key = JSON.stringify(asked);
  const before = known.get(key);
  if (before !== undefined) return before;
  if (known.size >= MOST_REMEMBERED) known.clear();
  const said = say();
  known.set(key, said);
  return said;
}

/** `predictTurnout`, computed once a model and target. */
export function rememberedForecast(model: TurnoutModel, target: TurnoutTarget): TurnoutForecast {
  return remembered(forecasts, model, target, () => predictTurnout(model, target));
}

/** `ratesForPlanning`, computed once a model, place, time and what is on then; the caller's own to change. */
export function rememberedRates(model: TurnoutModel, place: VenueInSlot): PlanningRates {
  const { date, end = date, eventsOn = () => [] } = place;
  const events = dateRange(date, end).map((on) => eventsOn(on).join());
  const { rate, rateOn, dispersion } = remembered(rates, model, [place, events], () => ratesForPlanning(model, place));
  return { rate: [...rate], rateOn: { ...rateOn }, dispersion };
}
