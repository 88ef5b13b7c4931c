import type { Fault } from './problem-file.ts';

/** What the schema library tells about one fault, as far as it is used here. */
interface Issue {
  readonly code?: string | undefined;
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly expected?: unknown;
  readonly minimum?: unknown;
  readonly maximum?: unknown;
  readonly values?: readonly unknown[];
  readonly origin?: unknown;
}

/** JSON pointer of a path (RFC 6901: ~ and / are escaped). */
export function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function valueAt(json: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, part) => {
    if (typeof value !== 'object' || value === null) return undefined;
    return (value as Record<PropertyKey, unknown>)[part];
  }, json);
}

function expectedOf(issue: Issue): string {
  if (issue.code === 'invalid_type') return issue.expected === 'int' ? 'a whole number' : `${issue.expected}`;
  const characters = issue.origin === 'string' ? ' characters' : '';
  if (issue.code === 'too_small') return `at least ${issue.minimum}${characters}`;
  if (issue.code === 'too_big') return `at most ${issue.maximum}${characters}`;
  if (issue.code === 'invalid_value') return (issue.values ?? []).map((value) => JSON.stringify(value)).join(' or ');
  return issue.message;
}

/** Every fault of shape, with its pointer below `pointer`, its value and what was expected. */
export function shapeFaults(issues: readonly Issue[], json: unknown, pointer: string): Fault[] {
  return issues.map((issue) => {
    const value = valueAt(json, issue.path);
    const code = value === undefined ? 'missing' : issue.code === 'custom' ? 'invalid' : (issue.code ?? 'invalid');
    return {
      pointer: pointer + pointerOf(issue.path),
      value,
      expected: expectedOf(issue),
      code,
    };
  });
}
