import { LONGEST_NAME } from './longest-name.ts';

/** What changes the direction or the look of text around it, and what nobody sees; joiners belong to several scripts and stay. */
const unseen = /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;

/**
 * A name in any script as it is kept and called: without what cannot be seen, one space between words. It is only ever shown as text.
 *
 * @returns null where nothing in it can be said, or it is longer than `LONGEST_NAME` characters
 */
export function nameToCall(written: string): string | null {
  const name = written.normalize('NFC').replace(/\s+/gu, ' ').replace(unseen, '').trim();
  if ([...name].length > LONGEST_NAME) return null;
  return /[\p{L}\p{N}]/u.test(name) ? name : null;
}
