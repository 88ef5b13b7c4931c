import { fitTurnout } from '@jemput/shared/forecast/fit-turnout';
import { predictTurnout } from '@jemput/shared/forecast/predict-turnout';
import type { TurnoutForecast } from '@jemput/shared/forecast/turnout-model';
import { simulateCity } from './simulated/city.ts';
import type { UnseenAnswer } from './tasks.ts';

const ROWS = 10;

const widthOf = ({ q10, q50, q90 }: TurnoutForecast) => (q90 - q10) / q50;

/** A kelurahan never seen beside those with ten rows. */
export function measureUnseen(): UnseenAnswer {
  const city = simulateCity({
    seed: 31,
    venues: 60,
    stints: 4,
    stintEveryDays: 45,
    rate: 0.12,
    spread: 0.4,
    dispersion: 0.1,
  });
  const seen = new Map<string, number>();
  const rows = city.sessions
    .map(({ row }) => row)
    .filter(({ venue }) => {
      seen.set(venue, (seen.get(venue) ?? 0) + 1);
      return (seen.get(venue) ?? 0) <= ROWS;
    });
  const model = fitTurnout(rows);
  const last = rows.reduce((latest, { date }) => (date > latest ? date : latest), '');
  const target = { kind: 'kelurahan', date: last, slot: 'malam', remaining: 700 };
  const unseen = predictTurnout(model, { ...target, venue: 'never seen' });
  const known = [...city.kinds]
    .filter(([, kind]) => kind === 'kelurahan')
    .map(([venue]) => widthOf(predictTurnout(model, { ...target, venue })));
  return { mean: unseen.mean, width: widthOf(unseen), widestKnown: Math.max(...known) };
}
