import type { Fault } from '../errors.ts';
import { type Column, readCell } from './column.ts';
import type { TableRow } from './table.ts';

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

/** What is needed of a schema of the library. */
export interface Schema<Item> {
  safeParse(value: unknown): { success: true; data: Item } | { success: false; error: { issues: readonly Issue[] } };
}

export function headerFaults(columns: readonly Column[], header: readonly string[]): Fault[] {
  const known = columns.map(({ name }) => name);
  const fault = (name: string, code: string, message: string): Fault => ({
    row: 1,
    field: name,
    value: name,
    code,
    message,
  });
  const unknown = header.filter((name) => !known.includes(name));
  const twice = header.filter((name, at) => known.includes(name) && header.indexOf(name) !== at);
  const missing = columns.filter((column) => column.required && !header.includes(column.name));
  return [
    ...unknown.map((name) =>
      fault(name, 'unknown_column', `There is no column "${name}"; there are ${known.join(', ')}.`),
    ),
    ...twice.map((name) => fault(name, 'duplicate_column', `The column ${name} stands twice in the header.`)),
    ...missing.map(({ name }) => fault(name, 'missing_column', `The column ${name} is missing.`)),
  ];
}

export interface ReadRow<Item> {
  row: number;
  /** Cells of the file's columns that are right in themselves. */
  seen: Partial<Item>;
  /** The whole row, standards where the file has no column; absent where a cell is wrong. */
  item?: Item;
  faults: Fault[];
}

export function readRow<Item extends object>(
  { columns, schema }: { columns: readonly Column[]; schema: Schema<Item> },
  header: readonly string[],
  { row, cells }: TableRow,
): ReadRow<Item> {
  if (cells.slice(header.length).some((cell) => cell !== '')) {
    const message = `The row has ${cells.length} cells where the header has ${header.length}.`;
    return { row, seen: {}, faults: [{ row, field: '', value: cells.length, code: 'wrong_cell_count', message }] };
  }
  const faults: Fault[] = [];
  const given: Record<string, unknown> = {};
  const absent: Record<string, unknown> = {};
  for (const column of columns) {
    const at = header.indexOf(column.name);
    if (at < 0) {
      absent[column.field] = column.standard;
      continue;
    }
    const text = cells[at] ?? '';
    const reading = readCell(column, text);
    if ('value' in reading) given[column.field] = reading.value;
    else faults.push(faultOf(row, column.name, text, reading.code, reading.expected));
  }
  const parsed = schema.safeParse({ ...absent, ...given });
  if (parsed.success) return { row, seen: pick(parsed.data, Object.keys(given)), item: parsed.data, faults };
  const wrong = schemaFaults(columns, { row, given }, parsed.error.issues);
  for (const { path } of parsed.error.issues) delete given[String(path[0])];
  return { row, seen: given as Partial<Item>, faults: [...faults, ...wrong] };
}

function pick<Item extends object>(item: Item, fields: readonly string[]): Partial<Item> {
  return Object.fromEntries(Object.entries(item).filter(([field]) => fields.includes(field))) as Partial<Item>;
}

function faultOf(row: number, field: string, value: unknown, code: string, expected: string): Fault {
  const shown = value === '' || value === undefined ? 'nothing' : JSON.stringify(value);
  return { row, field, value, code, message: `${field} must be ${expected}, got ${shown}.` };
}

/** Cells that could not be read are not in `given` and have their fault already. */
function schemaFaults(
  columns: readonly Column[],
  { row, given }: { row: number; given: Record<string, unknown> },
  issues: readonly Issue[],
): Fault[] {
  return issues.flatMap((issue) => {
    const column = columns.find(({ field }) => field === issue.path[0]);
    if (!column || !(column.field in given)) return [];
    const { code, expected } = inWords(issue);
    return [faultOf(row, column.name, given[column.field], code, expected)];
  });
}

function inWords(issue: Issue): { code: string; expected: string } {
  const unit = issue.origin === 'string' ? ' characters long' : '';
  if (issue.code === 'too_small') return { code: 'too_small', expected: `at least ${issue.minimum}${unit}` };
  if (issue.code === 'too_big') return { code: 'too_big', expected: `at most ${issue.maximum}${unit}` };
  if (issue.code === 'invalid_value') return { code: 'not_one_of', expected: (issue.values ?? []).join(', ') };
  if (issue.code === 'invalid_type') {
    const whole = issue.expected === 'int' || issue.expected === 'number';
    return { code: whole ? 'not_a_number' : 'wrong_type', expected: whole ? 'a whole number' : String(issue.expected) };
  }
  return { code: 'invalid', expected: issue.message.replace(/^must be /, '') };
}
