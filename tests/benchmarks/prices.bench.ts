import { agrees, checkPrice, kitMoreByDate, type PriceCheck } from '@jemput/shared/planning/explain/check-price';
import { explainPlan } from '@jemput/shared/planning/explain/explained';
import { fitRequest, type RatesOfPlace, type SessionRequest } from '@jemput/shared/planning/explain/fit-request';
import { explainStints } from '@jemput/shared/planning/explain/stint-worth';
import type { Plan } from '@jemput/shared/planning/plan';
import { indexProblem, type Problem } from '@jemput/shared/planning/problem';
import { checkRules } from '@jemput/shared/planning/rules/rules';
import { afterMillis, improve, solve } from '@jemput/shared/planning/solve';
import { instance } from './instances/sizes.ts';
import { markdownTable } from './planning/markdown-table.ts';
import type { Benchmark } from './run.ts';

/** How far a price may be from what the kit brings, as a share of that. */
const NEAR = 0.2;
const millis = (limit: number) => afterMillis(limit, () => performance.now());

interface Lengths {
  planMillis: number;
  againMillis: number;
  /** Every how many dates and weeks one is checked. */
  everyDate: number;
  everyWeek: number;
}

function measured<T>(work: () => T): { value: T; cpuMillis: number } {
  const before = process.cpuUsage();
  const value = work();
  const { user, system } = process.cpuUsage(before);
  return { value, cpuMillis: (user + system) / 1000 };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function priceRow(name: string, checks: readonly PriceCheck[]): string[] {
  const near = checks.filter((check) => agrees(check, NEAR)).length;
  const shares = checks.filter(({ price }) => price > 0).map(({ price, brings, anyway }) => (brings - anyway) / price);
  const share = near / Math.max(1, checks.length);
  return [name, String(checks.length), `${Math.round(100 * share)} %`, median(shares).toFixed(2)];
}

function checkedPrices(size: 'solo' | 'city', lengths: Lengths): string[][] {
  const problem = indexProblem(instance(size, 1));
  const { plan, file } = solve(problem, { stop: millis(lengths.planMillis) });
  const prices = file.prices ?? {};
  const again = (of: Problem, start: Plan) => improve(of, { start, seed: 1, stop: millis(lengths.againMillis) });
  const checkOf = (dates: string[]) => checkPrice(problem, { plan, prices }, dates, again);
  const open = problem.dates.filter((date) => (prices[date] ?? 0) > 0);
  const byDate = open.filter((_, at) => at % lengths.everyDate === 1).map((date) => checkOf([date]));
  const weeks = problem.weeks.map((_, week) =>
    open.filter((date) => problem.weekOfDate[problem.dates.indexOf(date)] === week),
  );
  const whole = weeks.filter((dates) => dates.length > 3);
  const byWeek = whole.filter((_, at) => at % lengths.everyWeek === 0).map(checkOf);
  const atOnce = kitMoreByDate(problem, plan);
  const least = byDate.map((check) => ({ ...check, price: atOnce[check.dates[0] ?? '']?.worth ?? 0 }));
  return [
    priceRow(`${size}, one date: the price`, byDate),
    priceRow(`${size}, one date: what it could do alone at once`, least),
    priceRow(`${size}, all dates of one week: the prices`, byWeek),
  ];
}

const everyDay = { rate: new Array<number>(7).fill(0.5), dispersion: 0.2 };

function explainedCity(planMillis: number): string[][] {
  const file = instance('city', 1);
  const problem = indexProblem(file);
  const { plan, file: solved } = solve(problem, { stop: millis(planMillis) });
  const stints = measured(() => explainStints(problem, plan, solved.prices));
  const all = measured(() => explainPlan(problem, plan, solved.prices ?? null));
  const rates: RatesOfPlace = Object.fromEntries(problem.slotIds.map((slot) => [slot, everyDay]));
  const middle = problem.venuePositions[0] ?? { lat: 0, lon: 0 };
  const request: SessionRequest = {
    place: { name: 'SMA', kind: 'school', ...middle },
    people: 200,
    from: problem.dates[7] ?? '',
    to: problem.dates[34] ?? '',
    slots: problem.slotIds,
  };
  const fitted = measured(() => fitRequest(file, () => plan, { request, rates, most: 5 }));
  const { windows, ledger, problem: asked } = fitted.value;
  const kept = windows.filter(({ change }) => checkRules(ledger.after(change), asked).length === 0).length;
  return [
    [
      `what each of ${plan.stints.length} stints brings, and what else its kits could do`,
      '500',
      stints.cpuMillis.toFixed(0),
    ],
    [`that, and why ${all.value.unserved.length} pools are left out`, '—', all.cpuMillis.toFixed(0)],
    [
      `a request: ${windows.length} windows over four weeks, ${kept} of them keep every rule`,
      '1000',
      fitted.cpuMillis.toFixed(0),
    ],
  ];
}

/** How often the price of a kit is what one more brings, and how long explanations take. */
export async function measurePrices({ quick }: { quick: boolean }): Promise<string> {
  const lengths = quick
    ? { planMillis: 3000, againMillis: 300, everyDate: 20, everyWeek: 5 }
    : { planMillis: 20_000, againMillis: 1000, everyDate: 5, everyWeek: 2 };
  const rows = (['solo', 'city'] as const).flatMap((size) => checkedPrices(size, lengths));
  const seconds = lengths.againMillis / 1000;
  return [
    `A plan of ${lengths.planMillis / 1000} s is solved again for ${seconds} s with one more kit on some dates, and without it for as long. A kit for one date alone can only hold stints of one date, each with its set-up; the price is that of a kit that longer stints may use too, so such a kit brings less once the plan is near its best; the board shows both ends.`,
    '',
    markdownTable(['one more kit', 'checked', 'within 20 % of what it brings', 'brings / told, median'], rows),
    '',
    'Explaining `city`, milliseconds of one core:',
    '',
    markdownTable(['what', 'asked', 'taken'], explainedCity(lengths.planMillis)),
  ].join('\n');
}

export const prices: Benchmark = { title: 'Explanations and prices', measure: measurePrices };
