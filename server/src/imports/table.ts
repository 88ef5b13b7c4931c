import type { Fault } from '../errors.ts';

/** A file's cells as text, before anything is known of them. */
export interface Table {
  /** Lower case, as the first row has them. */
  header: string[];
  rows: TableRow[];
}

export interface TableRow {
  /** 1-based line of the file. */
  row: number;
  cells: string[];
}

/** Larger files are refused in words. */
export const LIMITS = { bytes: 30_000_000, rows: 200_000, unpackedBytes: 400_000_000 } as const;

/** The file as a whole cannot be read. */
export class UnreadableTable extends Error {
  override name = 'UnreadableTable';
  readonly fault: Fault;
  constructor(code: string, message: string, at: { row?: number; value?: unknown } = {}) {
    super(message);
    this.fault = { field: '', code, message, ...at };
  }
}

/** Rows between two pauses in which other requests are answered. */
export const ROWS_AT_ONCE = 2_000;

/** @throws UnreadableTable where there is no header, or more rows than are taken */
export function toTable(rows: TableRow[]): Table {
  const filled = rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  const [header, ...body] = filled;
  if (!header) throw new UnreadableTable('empty', 'The file is empty: its first row must name the columns.');
  if (body.length > LIMITS.rows) {
    const message = `The file has more than ${LIMITS.rows} rows. Cut it into parts.`;
    throw new UnreadableTable('too_many_rows', message);
  }
  return { header: header.cells.map((name) => name.trim().toLowerCase()), rows: body };
}
