import type * as z from 'zod';
import { expectedBy, type FeedFault, fieldOf, valueAt } from './feed-fault.ts';

export interface CheckedLine<T> {
  value: T;
  /** 1-based. */
  line: number;
}

/** NDJSON: a JSON value a line that fits the schema; an empty line at the end only. Faults are added to `faults`. */
export function checkLines<T>(
  { file, text }: { file: string; text: string },
  schema: z.ZodType<T>,
  faults: FeedFault[],
): CheckedLine<T>[] {
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  return lines.flatMap((content, at) => {
    const line = at + 1;
    const read = readJson(content);
    if (read === null) {
      faults.push({ file, line, field: '', value: content, expected: 'a JSON object' });
      return [];
    }
    const found = schema.safeParse(read.value);
    if (found.success) return [{ value: found.data, line }];
    for (const issue of found.error.issues) {
      const value = valueAt(read.value, issue.path);
      faults.push({ file, line, field: fieldOf(issue.path), value, expected: expectedBy(issue) });
    }
    return [];
  });
}

function readJson(text: string): { value: unknown } | null {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return null;
  }
}

/** Each id once. */
export function checkUnique(
  lines: readonly { id: string; line: number; file: string }[],
  field: string,
  faults: FeedFault[],
): void {
  const first = new Map<string, string>();
  for (const { id, line, file } of lines) {
    const known = first.get(id);
    if (known === undefined) first.set(id, `line ${line} of ${file}`);
    else faults.push({ file, line, field, value: id, expected: `an id that stands once; it is that of ${known} too` });
  }
}
