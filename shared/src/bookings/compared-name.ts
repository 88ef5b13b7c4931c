/** Forms of address and titles that stand before or after a name and do not tell who. */
const titles = new Set(
  'bapak bpk pak ibu bu mas mbak mbah mba kak adik dik sdr sdri saudara saudari tn ny nn tuan nyonya nona h hj haji hajah ust ustaz kh raden rr rm dr drs dra ir prof se sh st spd mm msi'.split(
    ' ',
  ),
);

/** Old and new spellings of the same sound (Soewandi's reform of 1947, the spelling of 1972), and sounds that are heard alike. */
const spellings: readonly [RegExp, string][] = [
  [/oe/g, 'u'],
  [/dj/g, 'j'],
  [/tj/g, 'c'],
  [/nj/g, 'ny'],
  [/sj|sy|sh/g, 's'],
  [/ch|kh/g, 'k'],
  [/ph|v/g, 'f'],
  [/q/g, 'k'],
  [/x/g, 'ks'],
  [/z/g, 's'],
  [/ie/g, 'i'],
  [/y(?![aeiou])/g, 'i'],
  [/(?<=[bcdfgjklmnprst])h/g, ''],
  [/h\b/g, ''],
];

/**
 * A name as it is compared with another, so that one person asks once however it is spelled: letters only, without marks and titles,
 * words in order of the alphabet, one spelling for each sound, no letter twice in a row. What is the same here is called as the same at
 * the door. Scripts other than Latin are compared by their own letters.
 */
export function comparedName(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, (marks) => marks.replace(/[\u0300-\u036f]/g, ''))
    .toLowerCase();
  const words = plain.split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => word !== '');
  const telling = words.filter((word) => !titles.has(word));
  return (telling.length > 0 ? telling : words).map(soundOf).sort().join(' ');
}

function soundOf(word: string): string {
  const heard = spellings.reduce((text, [from, to]) => text.replace(from, to), word.replace(/(\p{L})\1+/gu, '$1'));
  return heard.replace(/(\p{L})\1+/gu, '$1');
}
