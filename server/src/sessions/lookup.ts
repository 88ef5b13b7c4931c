/** Many, so that some hundred entries of a hundred thousand copy little of the rest. */
const SHARDS = 2048;

/** Entries by id, never changed: a copy with a few of them replaced costs little, however many there are. */
export class Lookup<T> {
  /** Undefined where nothing is in it. */
  private shards: readonly (ReadonlyMap<string, T> | undefined)[];

  constructor(entries: Iterable<readonly [id: string, entry: T]>) {
    const shards: Map<string, T>[] = [];
    for (const [id, entry] of entries) {
      const at = shardOf(id);
      const shard = shards[at];
      if (shard) shard.set(id, entry);
      else shards[at] = new Map([[id, entry]]);
    }
    this.shards = shards;
  }

  get(id: string): T | undefined {
    return this.shards[shardOf(id)]?.get(id);
  }

  get size(): number {
    return this.shards.reduce((sum, shard) => sum + (shard?.size ?? 0), 0);
  }

  *values(): Generator<T> {
    for (const shard of this.shards) if (shard) yield* shard.values();
  }

  /** The same with these in place of what was there; undefined takes an entry out. */
  with(changed: ReadonlyMap<string, T | undefined>): Lookup<T> {
    const shards = [...this.shards];
    const copied = new Map<number, Map<string, T>>();
    for (const [id, entry] of changed) {
      const at = shardOf(id);
      const shard = copied.get(at) ?? new Map(shards[at]);
      if (entry === undefined) shard.delete(id);
      else shard.set(id, entry);
      copied.set(at, shard);
      shards[at] = shard;
    }
    const copy = new Lookup<T>([]);
    copy.shards = shards;
    return copy;
  }
}

/** FNV-1a of the last characters, in which ids differ. */
function shardOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let at = Math.max(0, id.length - 8); at < id.length; at++) {
    hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
  }
  return ((hash >>> 16) ^ hash) & (SHARDS - 1);
}
