import { setTimeout } from 'node:timers/promises';

/**
 * Does something for many, some at a time; between two slices others are served for as long as the last one took, so that whoever reads
 * meanwhile has half of the processor and waits for one slice at most. libSQL's answers alone let nobody else on.
 *
 * @param signal leaves the rest undone
 */
export async function inSlices<Entry>(
  all: readonly Entry[],
  size: number,
  work: (some: Entry[]) => Promise<unknown>,
  signal?: AbortSignal,
): Promise<void> {
  for (let start = 0; start < all.length && !signal?.aborted; start += size) {
    const began = performance.now();
    await work(all.slice(start, start + size));
    await setTimeout(performance.now() - began);
  }
}
