import { setImmediate } from 'node:timers/promises';
import type { Database } from '../db/open.ts';
import type { Fault } from '../errors.ts';
import { type Cell, type Column, writeCell } from './column.ts';
import { headerFaults, readRow, type Schema } from './read-row.ts';
import { ROWS_AT_ONCE, type Table } from './table.ts';

/** A fault of one item, without its row. */
export type ItemFault = Omit<Fault, 'row' | 'field'> & { field: string };

/** One kind of file: its columns, what they mean, and what may be wrong with them together. */
export interface KindOfFile<Item extends object, Known> {
  columns: readonly Column[];
  schema: Schema<Item>;
  /** Two rows of the same key are one thing told twice. */
  keyOf(item: Item): string;
  /** Everything that the office has of it, in the order of an export. */
  readAll(db: Database): Promise<Item[]>;
  /** What rows may refer to, read once. */
  readKnown(db: Database, today: string): Promise<Known>;
  /** @param items of the whole file, as far as they can be read, by key */
  faultsOf(item: Item, known: Known, items: ReadonlyMap<string, unknown>): ItemFault[];
  /** @param items new ones, and such as replace one of the same key */
  write(tx: Database, items: Item[]): Promise<void>;
}

export interface Examined {
  rows: number;
  added: number;
  changed: number;
  unchanged: number;
  /** Everything that is wrong; to be written only where there is nothing. */
  faults: Fault[];
  write(tx: Database): Promise<void>;
}

export interface Importer {
  columns: readonly Column[];
  /** Changes nothing. @param today date of the office, YYYY-MM-DD */
  examine(db: Database, table: Table, today: string): Promise<Examined>;
  /** The same columns back, a row each. */
  exportRows(db: Database): Promise<Cell[][]>;
}

interface ReadItem<Item> {
  item: Item;
  row: number;
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
  const faults = headerFaults(kind.columns, table.header);
  const standing = new Map((await kind.readAll(db)).map((item) => [kind.keyOf(item), item]));
  const items = await readItems(kind, { table, standing, faults });
  const known = await kind.readKnown(db, today);
  const written = kind.columns.filter((column) => !column.derived);
  const told = (item: Item) => JSON.stringify(cellsOf(written, item));
  const added: Item[] = [];
  const changed: Item[] = [];
  let at = 0;
  for (const [key, { item, row }] of items) {
    faults.push(...kind.faultsOf(item, known, items).map((fault) => ({ ...fault, row })));
    const before = standing.get(key);
    if (!before) added.push(item);
    else if (told(before) !== told(item)) changed.push(item);
    at += 1;
    if (at % ROWS_AT_ONCE === 0) await setImmediate();
  }
  const rows = table.rows.length;
  return {
    rows,
    added: added.length,
    changed: changed.length,
    unchanged: items.size - added.length - changed.length,
    faults: faults.sort((a, b) => (a.row ?? 0) - (b.row ?? 0)),
    write: (tx) => kind.write(tx, [...added, ...changed]),
  };
}

/** The items that can be read, by key; what cannot goes into `faults`. */
async function readItems<Item extends object, Known>(
  kind: KindOfFile<Item, Known>,
  { table, standing, faults }: { table: Table; standing: ReadonlyMap<string, Item>; faults: Fault[] },
): Promise<Map<string, ReadItem<Item>>> {
  const items = new Map<string, ReadItem<Item>>();
  for (const [at, line] of table.rows.entries()) {
    if (at % ROWS_AT_ONCE === 0) await setImmediate();
    const read = readRow(kind, table.header, line, standing);
    faults.push(...read.faults);
    if (read.item === undefined) continue;
    const key = kind.keyOf(read.item);
    const first = items.get(key);
    if (first) {
      const field = kind.columns[0]?.name ?? '';
      const message = `Row ${line.row} says again what row ${first.row} says: ${key}.`;
      faults.push({ row: line.row, field, value: key, code: 'duplicate', message });
    } else items.set(key, { item: read.item, row: line.row });
  }
  return items;
}

/** Many rows in parts that fit into one statement, with a pause after each. */
export async function inParts<T>(items: readonly T[], write: (part: T[]) => unknown): Promise<void> {
  const size = 500;
  for (let start = 0; start < items.length; start += size) {
    await write(items.slice(start, start + size));
    await setImmediate();
  }
}
