import { importers } from './importers.ts';
import { type ImportKind, importKinds } from './kinds.ts';

export interface KindListed {
  kind: ImportKind;
  columns: { name: string; required: boolean }[];
}

/** What can be imported, and the columns of each file. */
export function listKinds(): KindListed[] {
  return importKinds.map((kind) => ({
    kind,
    columns: importers[kind].columns.map(({ name, required }) => ({ name, required })),
  }));
}
