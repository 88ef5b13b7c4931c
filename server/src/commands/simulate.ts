import { parseArgs } from 'node:util';
import { comparePolicies } from '../simulate/compare-policies.ts';
import { type PolicyName, policyNames } from '../simulate/policies.ts';
import { simulationTable } from '../simulate/simulation-table.ts';
import { noFaults, usualWorld, type WorldParameters } from '../simulate/world-parameters.ts';
import { endThreads } from '../threads.ts';
import { BadInput, type CommandIo, orBadInput, processIo } from './command-io.ts';

const USAGE = `usage: jemput simulate [--days N] [--seed K] [--seeds N] [--policies LIST] [--kits N] [--spread S] [--reachable R] [--no-faults] [--json]
  --days N         dates to the deadline, from Monday 28 October 2013 (65: the year's end)
  --seed K         whole number; the same seed gives the same city, evenings and faults (1)
  --seeds N        so many cities, K, K + 1 …: means and standard errors (1)
  --policies LIST  ${policyNames.join(',')}; the first is compared with the others
  --kits N         recording kits (10)
  --spread S       how much venues differ, standard deviation of the logarithm (${usualWorld.venueSpread})
  --reachable R    share of the people on the lists who can be reached, above 0 to 1 (${usualWorld.reachableShare})
  --no-faults      no kit breaks, no evening is cut short, no week rains, every crew counts`;

const MOST = { days: 365, seeds: 1000, kits: 40, seed: 2 ** 31 };

interface SimulateArgs {
  days: number;
  seeds: number[];
  policies: PolicyName[];
  kits: number;
  world: WorldParameters;
  isJson: boolean;
}

/** `jemput simulate`: exit 0 simulated, 2 bad usage. */
export function simulate(args: string[]): Promise<number> {
  return simulateCommand(args, processIo);
}

export function simulateCommand(args: string[], io: CommandIo): Promise<number> {
  return orBadInput(io, USAGE, async () => {
    const { isJson, ...task } = readArgs(args);
    const began = io.now();
    try {
      const results = await comparePolicies(task, (done, all) => {
        if (done === all || done % 10 === 0)
          io.err(`${done} of ${all} runs, ${Math.round((io.now() - began) / 1000)} s\n`);
      });
      io.out(isJson ? `${JSON.stringify({ ...task, results }, undefined, 2)}\n` : simulationTable(results));
    } finally {
      await endThreads();
    }
    return 0;
  });
}

function readArgs(args: string[]): SimulateArgs {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean', default: false } as const;
  const { values } = parseArgs({
    args,
    options: {
      days: text,
      seed: text,
      seeds: text,
      policies: text,
      kits: text,
      spread: text,
      reachable: text,
      'no-faults': flag,
      json: flag,
    },
  });
  const faults: string[] = [];
  const read = (name: Numbered, usual: number, expected: string, allows: (value: number) => boolean) => {
    const given = values[name];
    if (given === undefined) return usual;
    const value = given.trim() === '' ? Number.NaN : Number(given);
    if (!allows(value)) faults.push(`--${name}: got ${JSON.stringify(given)}, expected ${expected}`);
    return value;
  };
  const whole = (name: Numbered & keyof typeof MOST, usual: number, least = 1) =>
    read(name, usual, `a whole number from ${least} to ${MOST[name]}`, (value) => {
      return Number.isInteger(value) && value >= least && value <= MOST[name];
    });
  const [days, seed, seeds, kits] = [whole('days', 65), whole('seed', 1, 0), whole('seeds', 1), whole('kits', 10)];
  const venueSpread = read(
    'spread',
    usualWorld.venueSpread,
    'a number from 0 to 3',
    (value) => value >= 0 && value <= 3,
  );
  const reachableShare = read(
    'reachable',
    usualWorld.reachableShare,
    'a share above 0, at most 1',
    (value) => value > 0 && value <= 1,
  );
  const policies = readPolicies(values.policies, faults);
  if (faults.length > 0) throw new BadInput(faults);
  const world = { ...usualWorld, venueSpread, reachableShare, ...(values['no-faults'] ? { faults: noFaults } : {}) };
  return {
    days,
    seeds: Array.from({ length: seeds }, (_, at) => seed + at),
    policies,
    kits,
    world,
    isJson: values.json,
  };
}

type Numbered = 'days' | 'seed' | 'seeds' | 'kits' | 'spread' | 'reachable';

function readPolicies(given: string | undefined, faults: string[]): PolicyName[] {
  if (given === undefined) return [...policyNames];
  const names = given.split(',');
  const known = policyNames.filter((policy) => names.includes(policy));
  if (known.length !== names.length)
    faults.push(`--policies: got ${JSON.stringify(given)}, expected some of ${policyNames.join(',')}, each once`);
  return known.sort((a, b) => names.indexOf(a) - names.indexOf(b));
}
