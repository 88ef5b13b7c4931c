import * as z from 'zod/mini';
import {
  type Fault,
  horizonSchema,
  kitSchema,
  LIMITS,
  type ProblemFile,
  poolSchema,
  publishedStintSchema,
  rulesSchema,
  slotSchema,
  stintSchema,
  timezoneSchema,
  venueSchema,
} from './problem-file.ts';
import { checkMeaning } from './problem-meaning.ts';
import { shapeFaults } from './shape-faults.ts';

export type ProblemCheck = { ok: true; problem: ProblemFile } | { ok: false; faults: Fault[] };

/** What has the right shape; a list keeps its places, with undefined where an element has not. */
export interface ReadParts {
  horizon: ProblemFile['horizon'] | undefined;
  rules: ProblemFile['rules'] | undefined;
  slots: (ProblemFile['slots'][number] | undefined)[];
  kits: (ProblemFile['kits'][number] | undefined)[];
  pools: (ProblemFile['pools'][number] | undefined)[];
  venues: (ProblemFile['venues'][number] | undefined)[];
  pinned: (ProblemFile['pinned'][number] | undefined)[];
  published: (ProblemFile['published'][number] | undefined)[];
  /** The ids that elements carry, also those with another fault; undefined where one carries none. */
  ids: Record<'slots' | 'kits' | 'pools' | 'venues', (string | undefined)[]>;
  /** The pool that each venue names, also one with another fault. */
  poolOfVenue: (string | undefined)[];
}

type Json = Record<string, unknown>;

class Reader {
  readonly faults: Fault[] = [];
  readonly json: Json;

  constructor(json: Json) {
    this.json = json;
  }

  part<T>(name: string, schema: z.ZodMiniType<T>): T | undefined {
    return this.read(schema, this.json[name], `/${name}`);
  }

  list<T>(name: string, schema: z.ZodMiniType<T>, most: number, need: 'required' | 'optional'): (T | undefined)[] {
    const value = this.json[name];
    if (value === undefined && need === 'optional') return [];
    if (!Array.isArray(value)) {
      const code = value === undefined ? 'missing' : 'invalid_type';
      this.faults.push({ pointer: `/${name}`, value, expected: 'array', code });
      return [];
    }
    if (value.length > most) {
      const fault = {
        pointer: `/${name}`,
        value: value.length,
        expected: `at most ${most} entries; plan it in parts`,
        code: 'too_large',
      };
      this.faults.push(fault);
      return [];
    }
    return value.map((element, at) => this.read(schema, element, `/${name}/${at}`));
  }

  /** A field of each element of a list, where it is text, whatever else is wrong with the element. */
  texts(name: string, field: string): (string | undefined)[] {
    const list = this.json[name];
    if (!Array.isArray(list)) return [];
    return list.map((element: unknown) => {
      const value = typeof element === 'object' && element !== null ? (element as Json)[field] : undefined;
      return typeof value === 'string' ? value : undefined;
    });
  }

  private read<T>(schema: z.ZodMiniType<T>, value: unknown, pointer: string): T | undefined {
    const parsed = z.safeParse(schema, value);
    if (parsed.success) return parsed.data;
    this.faults.push(...shapeFaults(parsed.error.issues, value, pointer));
    return undefined;
  }
}

function isPresent<T>(value: T | undefined): value is T {
  return value !== undefined;
}

const OPTIONAL_LISTS = ['pinned', 'published'];

/** Unknown keys are left alone, but one that differs from an optional list only in letter case or a letter is a slip. */
function misspelt(json: Json): Fault[] {
  const known = (key: string) => OPTIONAL_LISTS.includes(key);
  const slips = Object.keys(json).filter((key) => !known(key) && OPTIONAL_LISTS.some((name) => isSlip(key, name)));
  return slips.map((key) => ({
    pointer: `/${key}`,
    value: key,
    expected: `one of ${OPTIONAL_LISTS.join(', ')}`,
    code: 'unknown_key',
  }));
}

function isSlip(key: string, name: string): boolean {
  const a = key.toLowerCase();
  if (a === name || Math.abs(a.length - name.length) > 1) return a === name;
  let head = 0;
  while (head < a.length && a[head] === name[head]) head++;
  let tail = 0;
  while (tail < Math.min(a.length, name.length) - head && a.at(-1 - tail) === name.at(-1 - tail)) tail++;
  return Math.max(a.length, name.length) - head - tail <= 1;
}

/**
 * Reads a problem file and reports every fault at once: of shape, and of meaning wherever the shape is right.
 *
 * Lists `pinned`, `published`, `unavailable`, `except`, `also` and the record `rateOn` may be left out; keys that the
 * format does not know are ignored.
 */
export function checkProblem(json: unknown): ProblemCheck {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return {
      ok: false,
      faults: [{ pointer: '', value: json, expected: 'object', code: 'invalid_type' }],
    };
  }
  const reader = new Reader(json as Json);
  const version = reader.part('version', z.literal(1));
  const name = reader.part('name', z.string());
  const timezone = reader.part('timezone', timezoneSchema);
  const parts: ReadParts = {
    horizon: reader.part('horizon', horizonSchema),
    slots: reader.list('slots', slotSchema, LIMITS.slots, 'required'),
    kits: reader.list('kits', kitSchema, LIMITS.kits, 'required'),
    pools: reader.list('pools', poolSchema, LIMITS.pools, 'required'),
    venues: reader.list('venues', venueSchema, LIMITS.venues, 'required'),
    rules: reader.part('rules', rulesSchema),
    pinned: reader.list('pinned', stintSchema, LIMITS.stints, 'optional'),
    published: reader.list('published', publishedStintSchema, LIMITS.stints, 'optional'),
    ids: {
      slots: reader.texts('slots', 'id'),
      kits: reader.texts('kits', 'id'),
      pools: reader.texts('pools', 'id'),
      venues: reader.texts('venues', 'id'),
    },
    poolOfVenue: reader.texts('venues', 'pool'),
  };
  const faults = [...reader.faults, ...misspelt(reader.json), ...checkMeaning(parts)];
  const { horizon, rules } = parts;
  if (faults.length > 0 || !version || name === undefined || !timezone || !horizon || !rules)
    return { ok: false, faults };
  return {
    ok: true,
    problem: { version, name, timezone, horizon, rules, ...allPresent(parts) },
  };
}

function allPresent({ slots, kits, pools, venues, pinned, published }: ReadParts) {
  return {
    slots: slots.filter(isPresent),
    kits: kits.filter(isPresent),
    pools: pools.filter(isPresent),
    venues: venues.filter(isPresent),
    pinned: pinned.filter(isPresent),
    published: published.filter(isPresent),
  };
}
