import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CommandIo } from '../../../server/src/commands/command-io.ts';
import { planCommand } from '../../../server/src/commands/plan.ts';
import { verifyCommand } from '../../../server/src/commands/verify.ts';
import { instance } from '../../benchmarks/instances/sizes.ts';
import { aProblem, someRules } from '../../fixtures/a-problem.ts';

let folder: string;
let out: string;
let err: string;
let millis: number;

const io: CommandIo = {
  out: (text) => {
    out += text;
  },
  err: (text) => {
    err += text;
  },
  now: () => {
    millis += 20;
    return millis;
  },
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jemput-plan-'));
  out = '';
  err = '';
  millis = 0;
});

afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

describe('jemput plan', () => {
  test('plans, and verify agrees', async () => {
    const problem = write('problem.json', aProblem());
    const plan = join(folder, 'plan.json');
    expect(await planCommand([problem, '--steps', '10', '--out', plan], io)).toBe(0);
    expect(out).toBe('');
    expect(err).toMatch(/stopped after 10 steps: objective .*, bound .*, gap /);
    expect(await verifyCommand([problem, plan], io)).toBe(0);
    expect(out).toMatch(/^feasible; objective .*; bound .*; gap .* %\n$/);
  });

  test('writes to standard output, the same to the byte for the same seed and steps', async () => {
    const problem = write('problem.json', aProblem());
    expect(await planCommand([problem, '--steps', '8', '--seed', '3'], io)).toBe(0);
    const first = out;
    out = '';
    await planCommand([problem, '--steps', '8', '--seed', '3'], io);
    expect(out).toBe(first);
    expect(JSON.parse(first)).toMatchObject({ version: 1, problem: 'three-places', seed: 3 });
  });

  test.each([1, 9, 40])('is the same to the byte on one thread and on two, after %i steps', async (steps) => {
    const problem = write('problem.json', instance('solo', 1));
    const asked = ['--steps', String(steps), '--seed', '5'];
    await planCommand([problem, ...asked, '--threads', '1'], io);
    const alone = out;
    out = '';
    await planCommand([problem, ...asked, '--threads', '2'], io);
    expect(out).toBe(alone);
  });

  test('interrupted, it keeps the best plan so far', async () => {
    const path = join(folder, 'kept.json');
    const running = planCommand([write('problem.json', aProblem()), '--seconds', '600', '--out', path], {
      ...io,
      err: (text) => {
        io.err(text);
        if (/objective/.test(text)) process.emit('SIGINT');
      },
    });
    expect(await running).toBe(0);
    expect(err).toContain('Interrupted');
    expect(await verifyCommand([join(folder, 'problem.json'), path], io)).toBe(0);
  });

  test('tells how it is used when asked', async () => {
    expect(await planCommand(['--help'], io)).toBe(0);
    expect(out).toMatch(/^usage: jemput plan PROBLEM.json/);
  });

  test('stops after the seconds given', async () => {
    expect(await planCommand([write('problem.json', aProblem()), '--seconds', '0.5'], io)).toBe(0);
    expect(JSON.parse(out).seconds).toBeGreaterThan(0.4);
  });

  test.each(['rotation', 'greedy'])('plans by %s instead of a search, with a bound beside it', async (method) => {
    const problem = write('problem.json', aProblem());
    const plan = join(folder, 'plan.json');
    expect(await planCommand([problem, '--method', method, '--out', plan], io)).toBe(0);
    expect(JSON.parse(readFileSync(plan, 'utf8')).stints.length).toBeGreaterThanOrEqual(3);
    expect(await verifyCommand([problem, plan], io)).toBe(0);
  });

  test('tells every fault of a problem file on a line of its own and writes nothing', async () => {
    const problem = write('problem.json', {
      ...aProblem(),
      timezone: 'Mars',
      rules: someRules({ minDays: 9, setupCost: -1 }),
    });
    const plan = join(folder, 'plan.json');
    expect(await planCommand([problem, '--out', plan, '--steps', '1'], io)).toBe(2);
    expect(err.trimEnd().split('\n')).toEqual([
      `${problem}: /timezone: timezone: got "Mars", expected a time zone such as Asia/Jakarta [invalid]`,
      `${problem}: /rules/setupCost: setupCost: got -1, expected at least 0 [too_small]`,
    ]);
    expect(existsSync(plan)).toBe(false);
  });

  test.each([
    [['nowhere.json'], /nowhere\.json: there is no such file/],
    [['-'], /standard input is not read/],
    [[], /one problem file is needed/],
    [['a.json', '--seconds', 'soon', '--gap', '2'], /--seconds: got "soon".*\n--gap: got "2"/],
    [['a.json', '--method', 'magic'], /--method: got "magic"/],
    [['a.json', '--quick'], /Unknown option '--quick'/],
  ])('answers %j with a word and exit 2', async (args, words) => {
    expect(await planCommand(args, io)).toBe(2);
    expect(err).toMatch(words);
  });

  test('refuses what is not JSON, and a folder that is not there before any work', async () => {
    expect(await planCommand([write('broken.json', '{"version": 1,')], io)).toBe(2);
    expect(err).toMatch(/broken\.json: not JSON/);
    err = '';
    expect(await planCommand([write('problem.json', aProblem()), '--out', join(folder, 'no', 'plan.json')], io)).toBe(
      2,
    );
    expect(err).toMatch(/--out: got/);
  });

  test('answers 3 where no plan can keep the rules', async () => {
    const problem = write('problem.json', aProblem({ rules: someRules({ reserveKits: 5 }) }));
    expect(await planCommand([problem, '--steps', '2'], io)).toBe(3);
    expect(err).toMatch(/5 kits must stand idle and there are 2/);
    expect(out).toBe('');
  });
});
