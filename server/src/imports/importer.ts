import { setImmediate } from 'node:timers/promises';
import type { Context } from '../context.ts';
import type { Database } from '../db/open.ts';
import type { Fault } from '../errors.ts';
import { type Cell, type Column, writeCell } from './column.ts';
import { headerFaults, type ReadRow, readRow, type Schema } from './read-row.ts';
import type { Table } from './table.ts';

/** A fault of one item, without its row. */
export type ItemFault = Omit<Fault, 'row' | 'field'> & { field: string };

/** One kind of file: its columns, what they mean, and what may be wrong with them together. */
export interface KindOfFile<Item extends object, Known> {
  columns: readonly Column[];
  schema: Schema<Item>;
  /** Fields that together say which thing a row tells of; two rows of the same are one thing told twice. */
  key: readonly (keyof Item & string)[];
  /** Everything that the office has of it, in the order of an export. */
  readAll(db: Database): Promise<Item[]>;
  /** What rows may refer to, read once. */
  readKnown(db: Database, today: string): Promise<Known>;
  /**
   * What is wrong besides the cells themselves.
   *
   * @param seen the row's cells that are right in themselves
   * @param keys of all rows of the file
   */
  faultsOf(seen: Partial<Item>, known: Known, keys: ReadonlyMap<string, number>): ItemFault[];
  /** What is wrong with rows of the file together, besides telling twice of one key. */
  faultsAmong?(items: readonly { row: number; item: Item }[], known: Known): Fault[];
  /** @param items new ones, and such as replace one of the same key */
  write(tx: Database, items: Item[], ctx: Writing): Promise<void>;
}

/** Who writes, and when. */
export type Writing = Pick<Context, 'now' | 'zone' | 'actor'>;

export interface Examined {
  rows: number;
  added: number;
  changed: number;
  unchanged: number;
  /** Everything that is wrong; to be written only where there is nothing. */
  faults: Fault[];
  write(tx: Database, ctx: Writing): Promise<void>;
}

export interface Importer {
  columns: readonly Column[];
  /** Changes nothing. @param today date of the office, YYYY-MM-DD */
  examine(db: Database, table: Table, today: string): Promise<Examined>;
  /** The same columns back, a row each. */
  exportRows(db: Database): Promise<Cell[][]>;
}

export function importerOf<Item extends object, Known>(kind: KindOfFile<Item, Known>): Importer {
  return {
    columns: kind.columns,
    examine: (db, table, today) => examine(kind, { db, table, today }),
    exportRows: async (db) => {
      const rows: Cell[][] = [];
      await inParts(await kind.readAll(db), (part) => rows.push(...part.map((item) => cellsOf(kind.columns, item))));
      return rows;
    },
  };
}

function cellsOf(columns: readonly Column[], item: object): Cell[] {
  return columns.map((column) => writeCell(column, (item as Record<string, unknown>)[column.field]));
}

async function examine<Item extends object, Known>(
  kind: KindOfFile<Item, Known>,
  { db, table, today }: { db: Database; table: Table; today: string },
): Promise<Examined> {
  const standing = new Map((await kind.readAll(db)).map((item) => [keyOf<Item>(kind, item), item]));
  const { read, faults, keys } = await readRows(kind, table);
  const known = await kind.readKnown(db, today);
  const written = kind.columns.filter((column) => !column.derived);
  const told = (item: Item) => JSON.stringify(cellsOf(written, item));
  const added: Item[] = [];
  const changed: Item[] = [];
  const whole: { row: number; item: Item }[] = [];
  await inParts(read, (part) => {
    for (const { row, seen, item } of part) {
      faults.push(...kind.faultsOf(seen, known, keys).map((fault) => ({ ...fault, row })));
      if (!item) continue;
      const before = standing.get(keyOf<Item>(kind, item));
      const after = before ? { ...before, ...seen } : item;
      whole.push({ row, item: after });
      if (!before) added.push(after);
      else if (told(before) !== told(after)) changed.push(after);
    }
  });
  faults.push(...(kind.faultsAmong?.(whole, known) ?? []));
  return {
    rows: table.rows.length,
    added: added.length,
    changed: changed.length,
    unchanged: read.filter(({ item }) => item).length - added.length - changed.length,
    faults: faults.sort((a, b) => (a.row ?? 0) - (b.row ?? 0)),
    write: (tx, ctx) => kind.write(tx, [...added, ...changed], ctx),
  };
}

/** Null where not all of the key's cells are right. */
function keyOf<Item extends object>(
  { key }: { key: readonly (keyof Item & string)[] },
  seen: Partial<Item>,
): string | null {
  return key.some((field) => seen[field] === undefined) ? null : key.map((field) => seen[field]).join(' ');
}

/** Each row by itself, and rows that say again what an earlier one says. `keys` has the first row of each. */
async function readRows<Item extends object, Known>(kind: KindOfFile<Item, Known>, { header, rows }: Table) {
  const faults = headerFaults(kind.columns, header);
  const keys = new Map<string, number>();
  const read: ReadRow<Item>[] = [];
  await inParts(rows, (part) => {
    for (const line of part) {
      const one = readRow(kind, header, line);
      faults.push(...one.faults);
      const key = keyOf<Item>(kind, one.item ?? one.seen);
      const first = key === null ? undefined : keys.get(key);
      if (key !== null && first === undefined) keys.set(key, one.row);
      if (key !== null && first !== undefined) {
        const field = kind.columns[0]?.name ?? '';
        const message = `Row ${one.row} tells again of ${key}, as row ${first} does.`;
        faults.push({ row: one.row, field, value: key, code: 'duplicate', message });
        read.push({ row: one.row, seen: one.seen, faults: [] });
      } else read.push(one);
    }
  });
  return { read, faults, keys };
}

/** Many rows in parts that fit into one statement, with a pause after each. */
export async function inParts<T>(items: readonly T[], write: (part: T[]) => unknown): Promise<void> {
  const size = 500;
  for (let start = 0; start < items.length; start += size) {
    await write(items.slice(start, start + size));
    await setImmediate();
  }
}
