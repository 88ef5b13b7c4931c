import type * as z from 'zod';

/** One thing in a feed that is not as it must be. */
export interface FeedFault {
  /** Name or address of the file. */
  file: string;
  /** 1-based. */
  line: number;
  /** `address.line[0]`; empty for the whole line. */
  field: string;
  value: unknown;
  expected: string;
}

/** `address.line[0]` of its parts. */
export function fieldOf(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}

/** What stands at a path; undefined where nothing does. */
export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((at, part) => {
    return at !== null && typeof at === 'object' ? (at as Record<PropertyKey, unknown>)[part] : undefined;
  }, value);
}

/** In words: our schemas say what they expect, for the rest the kind of refusal does. */
export function expectedBy(issue: z.core.$ZodIssue): string {
  if (!issue.message.startsWith('Invalid') && !issue.message.startsWith('Too')) return issue.message;
  if (issue.code === 'invalid_type') return `a value of type ${issue.expected}`;
  if (issue.code === 'invalid_value') return `one of ${issue.values.map(String).join(', ')}`;
  if (issue.code === 'invalid_format') return `the format ${issue.format}${issue.pattern ? `, ${issue.pattern}` : ''}`;
  if (issue.code === 'too_small') return `at least ${issue.minimum}`;
  if (issue.code === 'too_big') return `at most ${issue.maximum}`;
  return issue.message;
}

/** One line for a terminal. */
export function faultLine({ file, line, field, value, expected }: FeedFault): string {
  const shown = value === undefined ? 'nothing' : (JSON.stringify(value) ?? String(value)).slice(0, 120);
  return `${file}: line ${line}: ${field || 'line'}: got ${shown}, expected ${expected}`;
}
