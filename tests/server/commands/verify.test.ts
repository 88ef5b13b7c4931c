import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PlanFile } from '@jemput/shared/planning/plan';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CommandIo } from '../../../server/src/commands/command-io.ts';
import { planCommand } from '../../../server/src/commands/plan.ts';
import { verifyCommand } from '../../../server/src/commands/verify.ts';
import { aProblem } from '../../fixtures/a-problem.ts';

let folder: string;
let problem: string;
let plan: PlanFile;
let out: string;
let err: string;

const io: CommandIo = {
  out: (text) => {
    out += text;
  },
  err: (text) => {
    err += text;
  },
  now: () => 0,
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'jemput-verify-'));
  problem = join(folder, 'problem.json');
  const path = join(folder, 'plan.json');
  writeFileSync(problem, JSON.stringify(aProblem()));
  out = '';
  err = '';
  await planCommand([problem, '--steps', '5', '--out', path], io);
  plan = JSON.parse(readFileSync(path, 'utf8')) as PlanFile;
  err = '';
});

afterEach(() => rmSync(folder, { recursive: true }));

async function verifyWith(changes: Partial<Record<keyof PlanFile, unknown>>): Promise<number> {
  const path = join(folder, 'changed.json');
  writeFileSync(path, JSON.stringify({ ...plan, ...changes }));
  return verifyCommand([problem, path], io);
}

describe('jemput verify', () => {
  test('a plan that is what it says is done', async () => {
    expect(await verifyWith({})).toBe(0);
  });

  test('an objective a person too high is found', async () => {
    expect(await verifyWith({ objective: plan.objective + 1 })).toBe(1);
    expect(out).toMatch(/^objective: the plan says /m);
  });

  test('a bound that the prices do not prove is found', async () => {
    expect(await verifyWith({ bound: plan.objective, gap: 0 })).toBe(1);
    expect(out).toMatch(/its prices prove only/);
  });

  test('each broken rule is a line', async () => {
    const [first, ...others] = plan.stints;
    const doubled = [first, first, ...others];
    expect(await verifyWith({ stints: doubled })).toBe(1);
    expect(out).toMatch(/^rule 1: kit K0\d stands at /m);
    expect(out).toMatch(/^rule 4: /m);
  });

  test('a plan without a certificate is checked for the rest', async () => {
    expect(await verifyWith({ certificate: undefined, prices: undefined })).toBe(0);
    expect(out).toMatch(/no certificate/);
  });

  test('a certificate of another problem is a fault, not an accident', async () => {
    expect(await verifyWith({ certificate: { groups: [], date: [], cells: 4 } })).toBe(1);
    expect(out).toMatch(/certificate: /);
  });

  test('a plan file with faults of shape is bad input, each on a line', async () => {
    expect(await verifyWith({ objective: 'much', stints: [{ ...plan.stints[0], kits: 'K01' }] })).toBe(2);
    expect(err.trimEnd().split('\n')).toHaveLength(2);
  });

  test('a name that the problem does not know is bad input', async () => {
    expect(await verifyWith({ stints: [{ ...plan.stints[0], venue: 'pasar' }] })).toBe(2);
    expect(err).toMatch(/\/stints\/0\/venue: venue: got "pasar", expected a venue of the problem/);
  });

  test('one file is too few', async () => {
    expect(await verifyCommand([problem], io)).toBe(2);
    expect(err).toMatch(/usage: jemput verify/);
  });
});
