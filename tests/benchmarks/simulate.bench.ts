import { comparePolicies, type Estimate, type PolicyResult } from '@jemput/server/simulate/compare-policies';
import { type PolicyName, policyNames } from '@jemput/server/simulate/policies';
import { noFaults, usualWorld, type WorldParameters } from '@jemput/server/simulate/world-parameters';
import { endThreads } from '@jemput/server/threads';
import { markdownTable } from './planning/markdown-table.ts';
import type { Benchmark } from './run.ts';

const SEEDS = 20;
/** For each of the worlds in which something is otherwise. */
const OTHER_SEEDS = 8;

interface Circumstances {
  days: number;
  kits: number;
  world: WorldParameters;
}

const usual: Circumstances = { days: 65, kits: 10, world: usualWorld };

const otherwise: Record<string, Partial<Circumstances>> = {
  'venues differ twice as much': { world: { ...usualWorld, venueSpread: 2 * usualWorld.venueSpread } },
  'venues differ half as much': { world: { ...usualWorld, venueSpread: usualWorld.venueSpread / 2 } },
  '5 kits': { kits: 5 },
  '20 kits': { kits: 20 },
  'everybody on the lists can be reached': { world: { ...usualWorld, reachableShare: 1 } },
  'no faults': { world: { ...usualWorld, faults: noFaults } },
  '28 days to the deadline': { days: 28 },
};

const seedsUpTo = (count: number) => Array.from({ length: count }, (_, at) => at + 1);

async function measure({ quick }: { quick: boolean }): Promise<string> {
  const seeds = seedsUpTo(quick ? 2 : SEEDS);
  const results = await comparePolicies({ ...usual, policies: policyNames, seeds });
  console.error('Solo: simulated');
  const rows: string[][] = [sensitivityRow(`Solo (${seeds.length} seeds)`, results)];
  const policies: PolicyName[] = ['forecast', 'rotation', 'last-visit', 'oracle'];
  for (const [name, change] of quick ? [] : Object.entries(otherwise)) {
    const task = { ...usual, ...change, policies, seeds: seedsUpTo(OTHER_SEEDS) };
    rows.push(sensitivityRow(name, await comparePolicies(task)));
    console.error(`${name}: simulated`);
  }
  await endThreads();
  const others = policies.slice(1).map((policy) => `over ${policy}`);
  return [
    `Solo from 28 October to 31 December 2013, 65 dates, 10 kits, a hidden turnout, faults (\`server/src/simulate/README.md\`); ${seeds.length} seeds, each policy in the same worlds; means ± standard errors, of differences in pairs. Asked: the forecast at least 10 % over rotation and over last visits.`,
    policyTable(results),
    'The forecast week by week, means over the seeds; expected on the morning of each session:',
    weekTable(results),
    `What else the city may be like (people recorded by planning on the forecast, and the same less what each other policy recorded, as a share of that; ${OTHER_SEEDS} seeds). With 20 kits the rotation still uses ten.`,
    markdownTable(['city', 'recorded', ...others], rows),
  ].join('\n\n');
}

function policyTable(results: readonly PolicyResult[]): string {
  const rows = results.map(({ policy, estimate, setups, firstIsMoreBy }, at) => [
    policy,
    withError(estimate, people),
    people(setups.mean),
    at === 0 ? '' : withError(firstIsMoreBy, percent),
  ]);
  return markdownTable(['policy', 'recorded by the deadline', 'kits set up', 'the forecast is more by'], rows);
}

function weekTable(results: readonly PolicyResult[]): string {
  const weeks = (results[0]?.weeks ?? []).map((week, at) => [
    week.from,
    ...results.map(({ weeks }) => people(weeks[at]?.recorded ?? 0)),
    people(week.expected),
    people(week.came),
    percent(week.inside / Math.max(1, week.foreseen)),
    people(week.remaining),
  ]);
  const head = ['week from', ...results.map(({ policy }) => policy), 'expected', 'came', 'in 80 %', 'remaining'];
  return markdownTable(head, weeks);
}

function sensitivityRow(name: string, results: readonly PolicyResult[]): string[] {
  const more = results.filter(({ policy }) => ['rotation', 'last-visit', 'oracle'].includes(policy));
  const recorded = results[0] ? withError(results[0].estimate, people) : '';
  return [name, recorded, ...more.map(({ firstIsMoreBy }) => withError(firstIsMoreBy, percent))];
}

function withError({ mean, standardError }: Estimate, write: (value: number) => string): string {
  return standardError === null ? write(mean) : `${write(mean)} ± ${write(standardError)}`;
}

function people(count: number): string {
  return Math.round(count).toLocaleString('en');
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

export const simulate: Benchmark = { title: 'The loop: planning on the forecast', measure };
