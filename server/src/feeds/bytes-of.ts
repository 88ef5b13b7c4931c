import { Slice } from '../clock/slice.ts';

/** Encoded at once. */
const PIECE_CHARACTERS = 200_000;

export type Bytes = Uint8Array<ArrayBuffer>;

/**
 * A text of many parts, in UTF-8, made in slices of some milliseconds between which others are served.
 *
 * @param parts each made when it is taken; one may be empty, where work was done and nothing is to be said yet
 */
export async function bytesOf(parts: Iterable<string>): Promise<Bytes> {
  const slice = new Slice();
  const pieces: Buffer[] = [];
  let text = '';
  for (const part of parts) {
    text += part;
    if (text.length >= PIECE_CHARACTERS) {
      pieces.push(Buffer.from(text));
      text = '';
    }
    if (slice.isOver) await slice.next();
  }
  pieces.push(Buffer.from(text));
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
    if (slice.isOver) await slice.next();
  }
  return all;
}

/** All of them as a list, for a text that begins with what only all of them tell. */
export function* gathered<Entry>(entries: Iterable<Entry>): Generator<'', Entry[]> {
  const all: Entry[] = [];
  for (const entry of entries) {
    all.push(entry);
    yield '';
  }
  return all;
}
