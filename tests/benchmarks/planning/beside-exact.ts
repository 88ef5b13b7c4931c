import type { ProblemFile } from '@jemput/shared/planning/problem-file';
import { instance, type SizeName } from '../instances/sizes.ts';
import { LIMITS, QUICK_LIMITS } from './beside-baselines.ts';
import { gapOf, type Measured, measureInChild, momentAt } from './in-child.ts';
import { markdownTable, oneDecimal, percent, whole } from './markdown-table.ts';

interface Variant {
  size: SizeName;
  speeds: readonly number[];
}

const variants: readonly Variant[] = [
  { size: 'solo', speeds: [18] },
  { size: 'solo', speeds: [18, 16] },
  { size: 'city', speeds: [18] },
];

/**
 * What a general integer program can say exactly without a variable for each kit by name: a pool is visited once, no
 * kit is ever out, Sundays are closed to all (so that six dates a week are kept by themselves), kilometres are free.
 */
function oneVisitVariant({ size, speeds }: Variant): ProblemFile {
  const file = instance(size, 1);
  const kits = file.kits.map((kit, at) => ({
    ...kit,
    recordingsPerHour: speeds[at % speeds.length] ?? 0,
    unavailable: [],
  }));
  const venues = file.venues.map((venue) => ({
    ...venue,
    open: Object.fromEntries(
      Object.entries(venue.open).map(([slot, opening]) => [
        slot,
        { ...opening, weekdays: opening.weekdays.filter((day) => day < 7) },
      ]),
    ),
  }));
  return { ...file, kits, venues, rules: { ...file.rules, kmCost: 0, revisitGapDays: 800 } };
}

export async function measureBesideExact({ quick }: { quick: boolean }): Promise<string> {
  const limits = quick ? QUICK_LIMITS : LIMITS;
  const rows: string[][] = [];
  const said: string[] = [];
  for (const variant of quick ? variants.slice(0, 1) : variants) {
    const name = `${variant.size}, ${variant.speeds.length === 1 ? 'one speed' : `${variant.speeds.length} speeds`}`;
    const answer = await compare(name, oneVisitVariant(variant), limits);
    rows.push(...answer.rows);
    said.push(answer.said);
  }
  const head = ['variant', 'limit', 'method', 'objective', 'bound', 'gap', 'seconds', 'peak MiB', 'faults'];
  return [
    'One visit a pool, no outages, Sundays closed, kilometres free: what HiGHS 1.15.3 (WebAssembly, one thread) can be asked exactly with kits counted by speed. Its plan is given names and recounted by the same objective. The engine is told nothing of the variant but the problem file (`revisitGapDays` 800).',
    '',
    markdownTable(head, rows),
    '',
    ...said.map((line) => `- ${line}`),
  ].join('\n');
}

async function compare(name: string, file: ProblemFile, limits: readonly number[]) {
  const longest = Math.max(...limits);
  const engine = await measureInChild({ kind: 'engine', file, seconds: longest, seed: 0 });
  const rows: string[][] = [];
  let exact: Measured | undefined;
  for (const limit of limits) {
    exact = await measureInChild({ kind: 'exact', file, seconds: limit });
    rows.push([name, `${limit} s`, 'HiGHS', ...figures(exact), ...costs(exact)]);
    const seen = limit === longest ? engine : momentAt(engine.moments, limit);
    if (seen)
      rows.push([
        name,
        `${limit} s`,
        'engine',
        ...figures(seen),
        ...(limit === longest ? costs(engine) : ['', '', '']),
      ]);
  }
  return { rows, said: `${name}: ${exact ? pace(exact, engine) : ''}` };
}

function figures(seen: Pick<Measured, 'objective' | 'bound'>): string[] {
  const gap = seen.objective === null ? '—' : percent(gapOf(seen));
  return [oneDecimal(seen.objective), oneDecimal(seen.bound), gap];
}

function costs({ seconds, peakMiB, faults }: Measured): string[] {
  return [seconds.toFixed(2), whole(peakMiB), String(faults.length)];
}

/** How soon the engine is within 1 % of what HiGHS had at last, beside when HiGHS first had that. */
function pace(exact: Measured, engine: Measured): string {
  const goal = exact.objective;
  if (goal === null) return `HiGHS finds no plan in ${exact.seconds.toFixed(1)} s.`;
  const near = goal - 0.01 * Math.abs(goal);
  const highs = exact.moments.find((moment) => moment.objective >= near)?.seconds ?? exact.seconds;
  const ours = engine.moments.find((moment) => moment.objective >= near)?.seconds;
  const least = `HiGHS's last objective, ${oneDecimal(goal)}, within 1 %: HiGHS after ${highs.toFixed(1)} s`;
  if (ours === undefined) return `${least}, the engine not in ${engine.seconds.toFixed(0)} s.`;
  const reached = engine.moments.find((moment) => moment.objective >= goal - 1e-6 * Math.abs(goal))?.seconds;
  const whole =
    reached === undefined
      ? `not reached whole (${percent(1 - (engine.objective ?? 0) / goal)} short)`
      : `reached whole after ${reached.toFixed(2)} s`;
  return `${least}, the engine after ${ours.toFixed(2)} s, 1/${Math.round(highs / ours)} of it; ${whole}.`;
}
