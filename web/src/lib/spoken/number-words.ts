import type { Locale } from '#lib/paraglide/runtime.js';

interface Numerals {
  /** 0 to 20, and others with a word of their own. */
  words: Record<number, string>;
  tens: Record<number, string>;
}

function listed(words: string): Record<number, string> {
  return Object.fromEntries(words.split(',').map((word, value) => [value, word.trim()]));
}

const numerals: Record<Locale, Numerals> = {
  id: {
    words: listed(
      'nol,satu,dua,tiga,empat,lima,enam,tujuh,delapan,sembilan,sepuluh,sebelas,dua belas,tiga belas,empat belas,lima belas,enam belas,tujuh belas,delapan belas,sembilan belas,dua puluh',
    ),
    tens: { 20: 'dua puluh', 30: 'tiga puluh', 40: 'empat puluh', 50: 'lima puluh' },
  },
  en: {
    words: listed(
      'zero,one,two,three,four,five,six,seven,eight,nine,ten,eleven,twelve,thirteen,fourteen,fifteen,sixteen,seventeen,eighteen,nineteen,twenty',
    ),
    tens: { 20: 'twenty', 30: 'thirty', 40: 'forty', 50: 'fifty' },
  },
  // Krama, which has words of its own up to 25 and for 50.
  jv: {
    words: {
      ...listed(
        'nol,setunggal,kalih,tiga,sekawan,gangsal,enem,pitu,wolu,sanga,sedasa,sewelas,kalih welas,tigang welas,kawan welas,gangsal welas,nembelas,pitulas,wolulas,sangalas,kalih dasa,selikur,kalih likur,tigang likur,kawan likur,selangkung,nem likur,pitu likur,wolu likur,sanga likur',
      ),
    },
    tens: { 30: 'tigang dasa', 40: 'kawan dasa', 50: 'seket' },
  },
  su: {
    words: listed(
      'nol,hiji,dua,tilu,opat,lima,genep,tujuh,dalapan,salapan,sapuluh,sabelas,dua belas,tilu belas,opat belas,lima belas,genep belas,tujuh belas,dalapan belas,salapan belas,dua puluh',
    ),
    tens: { 20: 'dua puluh', 30: 'tilu puluh', 40: 'opat puluh', 50: 'lima puluh' },
  },
};

/** 0 to 59 as a word: 16 → "enam belas". */
export function numberWord(value: number, locale: Locale): string {
  const { words, tens } = numerals[locale];
  const own = words[value];
  if (own !== undefined) return own;
  const ones = value % 10;
  const ten = tens[value - ones];
  if (ten === undefined) throw new RangeError(`No word for ${value}.`);
  return ones === 0 ? ten : `${ten} ${numberWord(ones, locale)}`;
}
