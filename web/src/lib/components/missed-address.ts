export type Missed = 'area' | 'venue' | 'session' | 'number' | 'page' | 'office';

const residents: Partial<Record<string, Missed>> = {
  wilayah: 'area',
  lokasi: 'venue',
  jadwal: 'session',
  antrean: 'number',
};
const office = new Set(['rencana', 'petugas', 'layar', 'masuk']);
const LONGEST = 60;

interface Address {
  pathname: string;
  searchParams: Pick<URLSearchParams, 'get'>;
}

/** What an address that leads nowhere was to be, and the words in it that a place can be searched by, or ''. */
export function missedAddress({ pathname, searchParams }: Address): { missed: Missed; words: string } {
  const [first = '', second = '', ...more] = pathname.split('/').filter(Boolean).map(readable);
  const missed = office.has(first) ? 'office' : (residents[first] ?? 'page');
  if (missed === 'area' || missed === 'venue') return { missed, words: wordsOf(second) };
  if (missed !== 'page') return { missed, words: '' };
  const asked = (searchParams.get('q') ?? '').trim().slice(0, LONGEST);
  return { missed, words: asked || (second || more.length > 0 ? '' : wordsOf(first)) };
}

function readable(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}

/** A name is letters, and perhaps a number: neither a code nor a file. */
function wordsOf(part: string): string {
  const words = part.replace(/[-_+\s]+/g, ' ').trim();
  return words.length <= LONGEST && /^[\p{L}\p{N}' ]+$/u.test(words) && /\p{L}{3}/u.test(words) ? words : '';
}
