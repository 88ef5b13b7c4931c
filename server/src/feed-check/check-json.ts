import type * as z from 'zod';
import { expectedBy, type FeedFault, fieldOf, valueAt } from './feed-fault.ts';
import { jsonLines, lineOf } from './json-lines.ts';

/** One JSON value that fits the schema; null where it does not. */
export function checkJson<T>(
  file: string,
  text: string,
  schema: z.ZodType<T>,
): { faults: FeedFault[]; value: T | null } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { faults: [{ file, line: 1, field: '', value: text.slice(0, 80), expected: 'JSON' }], value: null };
  }
  const found = schema.safeParse(value);
  if (found.success) return { faults: [], value: found.data };
  const lines = jsonLines(text);
  const faults = found.error.issues.map((issue) => {
    const field = fieldOf(issue.path);
    return { file, line: lineOf(lines, field), field, value: valueAt(value, issue.path), expected: expectedBy(issue) };
  });
  return { faults, value: null };
}
