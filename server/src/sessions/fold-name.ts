/** Words that people put before a name, or leave out: they tell what it is, not which one. */
const leftOut = new Set('kel kelurahan kec kecamatan desa ds kab kabupaten jalan jl jln di ke dekat'.split(' '));
const counted = new Set(['rw', 'rt']);

/** Short forms on signs and in chats, and names that schools had before 2003. */
const longForms: Record<string, string> = {
  kp: 'kampung',
  kmp: 'kampung',
  kampong: 'kampung',
  ps: 'pasar',
  psr: 'pasar',
  gg: 'gang',
  tj: 'tanjung',
  tg: 'tanjung',
  sei: 'sungai',
  muh: 'muhammadiyah',
  wtn: 'wetan',
  kln: 'kulon',
  sltp: 'smp',
  slta: 'sma',
  smu: 'sma',
  stm: 'smk',
};

const roman = ['', 'i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii', 'xiii', 'xiv', 'xv'];

/** Letters that are written one for another: the spelling before 1972 first, then what is heard alike. */
const alike: readonly (readonly [RegExp, string])[] = [
  [/dj/g, 'j'],
  [/tj/g, 'c'],
  [/nj/g, 'ny'],
  [/sj|sy/g, 's'],
  [/oe/g, 'u'],
  [/ch/g, 'c'],
  [/j/g, 'y'],
  [/[vf]/g, 'p'],
  [/[qx]/g, 'k'],
  [/z/g, 's'],
  [/([^aeiou\d])\1+/g, '$1'],
  [/h/g, ''],
];

/** `Djebres` and `Jebress` both as `yebres`: never shown, only compared. */
export function foldWord(word: string): string {
  const digits = roman.indexOf(word);
  if (digits > 0) return String(digits);
  const folded = alike.reduce((text, [written, as]) => text.replace(written, as), word);
  return folded || word;
}

/** Words as they are written, in small letters, with short forms made long. */
function plainWords(text: string): string[] {
  const bare = text
    .normalize('NFKD')
    .replace(/[\p{M}'’`]/gu, '')
    .toLowerCase();
  const words = bare.match(/\p{L}+|\p{N}+/gu) ?? [];
  return words.flatMap((word, at) => {
    const school = /^(sd|smp|sma|smk|mi|mts|ma)n$/.exec(word)?.[1];
    if (school) return [school, 'negeri'];
    if (word === 'n' && /^(sd|smp|sma|smk|mi|mts|ma)$/.test(words[at - 1] ?? '')) return ['negeri'];
    return [longForms[word] ?? word];
  });
}

function isLeftOut(word: string, before: string | undefined): boolean {
  return leftOut.has(word) || counted.has(word) || (/^\d+$/.test(word) && counted.has(before ?? ''));
}

/** The words of a name by which it is found; all of them where none but those left out were written. */
export function tellingWords(text: string): string[] {
  const words = plainWords(text);
  const kept = words.filter((word, at) => !isLeftOut(word, words[at - 1]));
  return kept.length > 0 ? kept : words;
}

/** The same words folded, for comparing. */
export function nameWords(text: string): string[] {
  return tellingWords(text).map(foldWord);
}

/** The same for names that are written alike but for spaces, short forms and what is left out. */
export function spelling(text: string): string {
  return tellingWords(text).join('');
}

const levels: Record<string, 'district' | 'village'> = {
  kec: 'district',
  kecamatan: 'district',
  kel: 'village',
  kelurahan: 'village',
  desa: 'village',
  ds: 'village',
};

/** What somebody who writes `kec.` or `kel.` means, by the first such word. */
export function levelMeant(text: string): 'district' | 'village' | undefined {
  return plainWords(text).flatMap((word) => levels[word] ?? [])[0];
}
