import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import type { Answer } from './answer.ts';

const read = new Map<string, { mark: string; answer: Answer }>();

/** A file with its ETag, read again when it was replaced; null where there is none. */
export async function keptFile(path: string): Promise<Answer | null> {
  try {
    const { mtimeMs, size, ino } = await stat(path);
    const mark = `${mtimeMs} ${size} ${ino}`;
    const known = read.get(path);
    if (known?.mark === mark) return known.answer;
    const text = await readFile(path, 'utf8');
    const answer = { text, etag: `W/"${createHash('sha1').update(text).digest('base64url')}"` };
    read.set(path, { mark, answer });
    return answer;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
