import * as z from 'zod';
import { type Fault, Invalid } from '../errors.ts';
import type { Asked, Question } from './questions.ts';

const typeOf = new WeakMap<z.core.$ZodType, unknown>();

/** The JSON type by which the document describes a parameter. */
function jsonTypeOf(schema: z.core.$ZodType): unknown {
  const known = typeOf.get(schema) ?? z.toJSONSchema(schema, { io: 'input' }).type;
  typeOf.set(schema, known);
  return known;
}

const truths: Record<string, boolean> = { true: true, 1: true, false: false, 0: false };

/** Text as the parameter's type has it; what cannot be read so stays text, and is refused by its schema. */
function readText(schema: z.core.$ZodType, text: string): unknown {
  const type = jsonTypeOf(schema);
  if (type === 'boolean') return truths[text] ?? text;
  // Digits with a point, unlike `Number('')` or `Number('0x10')`.
  if (type === 'number' || type === 'integer') return /^[+-]?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : text;
  return text;
}

/**
 * @param more faults of what could be read together, where no parameter alone is at fault
 * @throws Invalid that names every bad parameter: unknown, given twice, not what it must be, or against another
 */
export async function parseQuery<Q extends Question>(
  query: URLSearchParams,
  question: Q,
  more: (asked: Asked<Q>) => Promise<Fault[]> | Fault[] = () => [],
): Promise<Asked<Q>> {
  const faults = nameFaults(query, Object.keys(question));
  const read: Record<string, unknown> = {};
  for (const [name, { schema, expected }] of Object.entries(question)) {
    const text = query.get(name);
    if (text === null) continue;
    const parsed = z.safeParse(schema, readText(schema, text));
    if (parsed.success) read[name] = parsed.data;
    else faults.push({ field: name, value: text, code: 'invalid', message: `must be ${expected}` });
  }
  const asked = read as Asked<Q>;
  const named = new Set(faults.map(({ field }) => field));
  faults.push(...(await more(asked)).filter(({ field }) => !named.has(field)));
  if (faults.length > 0) throw new Invalid('The parameters are not right.', faults);
  return asked;
}

function nameFaults(query: URLSearchParams, names: string[]): Fault[] {
  const known = names.length > 0 ? `known are ${names.join(', ')}` : 'there are none here';
  return [...new Set(query.keys())].flatMap((field): Fault[] => {
    const given = query.getAll(field);
    if (!names.includes(field)) {
      return [{ field, value: given[0], code: 'unknown', message: `is unknown; ${known}` }];
    }
    return given.length > 1 ? [{ field, value: given, code: 'duplicate', message: 'must be given once' }] : [];
  });
}
