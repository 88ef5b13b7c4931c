import { feastOrNot } from './common-level.ts';
import { weighDate } from './date-evidence.ts';
import { descend } from './descend.ts';
import type { Design } from './design.ts';
import { type RunStart, runReports } from './history-run.ts';
import type { LevelHabits } from './level-filter.ts';

/** Rows that the habits are estimated from at most, and of them the latest of each venue: a dozen numbers need no more. */
const ROWS_LOOKED_AT = 8000;
const LATEST_OF_A_VENUE = 400;

/** Weak prior knowledge, log-normal. */
const USUAL = {
  drifting: 0.03,
  weekday: 0.02,
  driftDays: 60,
  commonVariance: 0.01,
  commonDays: 60,
  shockVariance: 0.01,
  feastShare: 0.02,
  feastVariance: 0.25,
  oddShare: 0.01,
  spreadReports: 20,
  jumpVariance: 0.1,
  weekdayDrift: 0.01 / 365,
};

type Log = 'lasting' | 'dispersion' | keyof typeof USUAL;

/** Standard deviation of the priors: a factor of about 4 either way, and less where a panel says little. */
const PRIOR_SPREAD = 1.5;
const NARROW_PRIORS: Partial<Record<Log, number>> = {
  feastShare: 0.5,
  feastVariance: 0.7,
  spreadReports: 0.7,
  jumpVariance: 1,
};

/**
 * The habits under which the reports were least surprising given those before their seven dates: log evidence summed over dates,
 * plus weak priors, at its greatest. Seven dates ahead, not one, because that is how plans are made; a composite likelihood, since
 * the dates of seven are each taken by itself, while the reports of a date are taken together.
 *
 * @param start what is known beforehand; its habits are where the search begins
 * @param usual the variance between venues and the dispersion as fitted without drift
 * @param sweeps of the search at most
 * @returns the habits at the greatest evidence, and with the allowance that a forecast makes for not knowing them
 * @see Harvey (1989), Forecasting, structural time series models and the Kalman filter, Cambridge University Press, 3.4;
 *   Varin, Reid & Firth (2011), An overview of composite likelihood methods, Statistica Sinica 21, 5–42.
 */
export function fitLevels(
  start: RunStart,
  usual: { lasting: number; dispersion: number },
  sweeps: number,
): { habits: LevelHabits; likeliest: LevelHabits } {
  if (start.design.rows === 0) return { habits: start.habits, likeliest: start.habits };
  const prior: Record<Log, number> = { ...usual, ...USUAL };
  const names = Object.keys(prior) as Log[];
  const rows = rowsToLookAt(start.design);
  const cost = (at: readonly number[]) => {
    if (at.some((value) => value < -14 || value > 12)) return Number.MAX_VALUE;
    const surprise = names.reduce((sum, name, axis) => {
      const off = ((at[axis] as number) - Math.log(prior[name])) / (NARROW_PRIORS[name] ?? PRIOR_SPREAD);
      return sum + off ** 2 / 2;
    }, 0);
    return surprise - logEvidence({ ...start, rows, habits: habitsFrom(names, at, start.habits) });
  };
  const { at } = descend(cost, logsOf(start.habits, names), { step: 0.7, sweeps, tolerance: 0.5 });
  const allowed = at.map((log, axis) => log + allowance(names[axis] as Log, at, axis, cost));
  return { habits: habitsFrom(names, allowed, start.habits), likeliest: habitsFrom(names, at, start.habits) };
}

/** Habits that are variances: a forecast must allow for not knowing them. */
const VARIANCES: readonly Log[] = ['lasting', 'dispersion', 'drifting', 'weekday', 'commonVariance', 'shockVariance'];
const STEP = 0.5;

/**
 * What a variance's posterior mean has over its mode, on the log scale: half the variance of its logarithm (that of a log-normal),
 * by the curvature of the cost along it.
 */
function allowance(name: Log, best: readonly number[], axis: number, cost: (at: readonly number[]) => number): number {
  if (!VARIANCES.includes(name)) return 0;
  const at = (step: number) => cost(best.map((log, other) => (other === axis ? log + step : log)));
  const curvature = (at(STEP) + at(-STEP) - 2 * at(0)) / STEP ** 2;
  return 0.5 / Math.max(curvature, 1 / PRIOR_SPREAD ** 2);
}

/** Habits that say what the priors say. */
export function usualHabits(usual: { lasting: number; dispersion: number; lostShare: number }): LevelHabits {
  const { drifting, weekday, ...others } = USUAL;
  const { lasting, dispersion, lostShare } = usual;
  return { ...others, variances: { lasting, drifting, weekday }, dispersion, lostShare };
}

function logsOf(habits: LevelHabits, names: readonly Log[]): number[] {
  const flat = { ...habits, ...habits.variances };
  return names.map((name) => Math.log(flat[name]));
}

/** Above it an odd session would be no exception. */
const MOST_ODD = 0.1;
const MOST_FEASTS = 0.1;
/** A feast that takes or brings more than a factor of e is another matter. */
const MOST_FEAST_VARIANCE = 0.5;

function habitsFrom(names: readonly Log[], logs: readonly number[], { lostShare }: LevelHabits): LevelHabits {
  const values = Object.fromEntries(names.map((name, at) => [name, Math.exp(logs[at] as number)])) as Record<
    Log,
    number
  >;
  const { lasting, drifting, weekday, ...others } = values;
  return {
    ...others,
    variances: { lasting, drifting, weekday },
    dispersion: Math.max(1e-6, others.dispersion),
    oddShare: Math.min(MOST_ODD, others.oddShare),
    feastShare: Math.min(MOST_FEASTS, others.feastShare),
    feastVariance: Math.min(MOST_FEAST_VARIANCE, others.feastVariance),
    lostShare,
  };
}

/** Rows of every so many venues, the latest of each, in order of date. */
function rowsToLookAt(design: Design): Int32Array {
  const later = new Int32Array(design.venueNames.length);
  const latest: number[] = [];
  for (let row = design.rows - 1; row >= 0; row--) {
    const venue = design.venue[row] as number;
    later[venue] = (later[venue] as number) + 1;
    if ((later[venue] as number) <= LATEST_OF_A_VENUE) latest.push(row);
  }
  const stride = Math.max(1, Math.ceil(latest.length / ROWS_LOOKED_AT));
  return Int32Array.from(latest.filter((row) => (design.venue[row] as number) % stride === 0)).reverse();
}

function logEvidence(start: RunStart): number {
  let sum = 0;
  runReports(start, (reports) => {
    const variance = reports.reduce((total, { common }) => total + feastOrNot(common).variance, 0) / reports.length;
    sum += weighDate(reports, variance, start.habits).logEvidence;
  });
  return sum;
}
