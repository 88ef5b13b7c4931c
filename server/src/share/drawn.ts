import { createHash } from 'node:crypto';
import { inThread } from '../threads.ts';
import type { Drawing } from './draw-thread.ts';
import type { Sheet } from './sheet.ts';

const MOST_BYTES = 24_000_000;
const thread = new URL('./draw-thread.ts', import.meta.url);

/** By what they say, in the order of their last use: a change elsewhere in the city draws nothing anew. */
const kept = new Map<string, Promise<Uint8Array>>();
let keptBytes = 0;

/** The bytes of a picture (PNG) or poster (PDF), drawn in a thread the first time that anybody asks for this very sheet. */
export function drawn(drawing: Drawing, sheet: Sheet): Promise<Uint8Array> {
  const key = createHash('sha256')
    .update(`${drawing} ${JSON.stringify(sheet)}`)
    .digest('base64');
  const known = kept.get(key);
  if (known) {
    kept.delete(key);
    kept.set(key, known);
    return known;
  }
  const bytes = inThread<Uint8Array>(thread, { drawing, sheet });
  kept.set(key, bytes);
  bytes.then(
    ({ length }) => makeRoom(length),
    () => kept.delete(key),
  );
  return bytes;
}

function makeRoom(bytes: number): void {
  keptBytes += bytes;
  for (const [key, oldest] of kept) {
    if (keptBytes <= MOST_BYTES) return;
    kept.delete(key);
    void oldest.then(({ length }) => {
      keptBytes -= length;
    });
  }
}
