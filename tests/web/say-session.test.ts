import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { numberWord } from '../../web/src/lib/spoken/number-words.ts';
import { type Spoken, saySession, sayTime } from '../../web/src/lib/spoken/say-session.ts';
import { voiceFor } from '../../web/src/lib/spoken/voice-for.ts';

const locales = ['id', 'en', 'jv', 'su'] as const;

const tonight: Spoken = {
  state: 'open',
  venue: 'Kelurahan Pajang',
  address: 'Jl. Sawo 12',
  date: '2026-11-20',
  today: '2026-11-20',
  startsAt: '2026-11-20T16:00:00+07:00',
  endsAt: '2026-11-20T21:00:00+07:00',
  zoneName: 'WIB',
  now: '2026-11-20T17:30:00+07:00',
  service: 'recording',
  room: null,
  pauses: [],
  pausedBy: null,
};

describe('where and when, as one would tell it on the telephone', () => {
  test.each([
    [
      'id',
      'Buka sekarang. Kelurahan Pajang. Malam ini, Jumat, dua puluh November. Pukul empat sore sampai pukul sembilan malam, waktu Indonesia barat. Jalan Sawo 12.',
    ],
    [
      'en',
      'Open now. Kelurahan Pajang. Tonight, Friday, November twenty. From four in the afternoon until nine in the evening, western Indonesian time. Jalan Sawo 12.',
    ],
    [
      'jv',
      'Sapunika bikak. Kelurahan Pajang. Dalu punika, Jemuwah, tanggal kalih dasa November. Jam sekawan sonten dumugi jam sanga dalu, wekdal Indonesia kilen. Jalan Sawo 12.',
    ],
    [
      'su',
      'Ayeuna nuju dibuka. Kelurahan Pajang. Wengi ieu, Jumaah, ping dua puluh Nopémber. Tabuh opat sonten dugi ka tabuh salapan wengi, waktos Indonesia kulon. Jalan Sawo 12.',
    ],
  ] as const)('in %s', (locale, sentence) => {
    expect(saySession(tonight, locale)).toBe(sentence);
  });

  test('a session of another day, in the morning, in eastern Indonesia', () => {
    const morning = { ...tonight, state: 'cancelled', today: '2026-11-18', zoneName: 'WIT' } as const;
    const hours = { startsAt: '2026-11-20T08:30:00+09:00', endsAt: '2026-11-20T12:00:00+09:00' };
    expect(saySession({ ...morning, ...hours }, 'id')).toBe(
      'Dibatalkan. Kelurahan Pajang. Jumat, dua puluh November. Pukul delapan lewat tiga puluh menit pagi sampai pukul dua belas siang, waktu Indonesia timur. Jalan Sawo 12.',
    );
  });

  const maghrib = { what: 'maghrib', start: '17:40', end: '17:55' } as const;
  const isya = { what: 'isya', start: '18:52', end: '19:07' } as const;

  test('nobody is sent into a break: those still to come are said, before the address', () => {
    const [before, within] = ['17:30', '17:45'].map((clock) =>
      saySession({ ...tonight, pauses: [maghrib, isya], now: `2026-11-20T${clock}:00+07:00` }, 'id'),
    );
    expect(before).toMatch(
      /Jeda magrib pukul lima lewat empat puluh menit sore sampai pukul lima lewat lima puluh lima menit sore\. Jeda isya pukul enam lewat lima puluh dua menit malam/,
    );
    expect(within).not.toContain('magrib');
    expect(within).toContain('Jeda isya');
  });

  test('in a break it is said until when, and how full it was before', () => {
    const now = '2026-11-20T17:45:00+07:00';
    const resting = { ...tonight, state: 'resting', pauses: [maghrib], now } as const;
    expect(saySession({ ...resting, room: 'filling', pauses: [maghrib] }, 'id')).toMatch(
      /^Jeda magrib sampai pukul lima lewat lima puluh lima menit sore\. Mulai penuh\./,
    );
  });

  test.each([
    ['full', null, /^Penuh\. Yang baru datang sekarang tidak kebagian\./],
    ['paused', 'power', /^Berhenti sementara, listrik padam\./],
  ] as const)('%s: why not to set out comes first', (state, pausedBy, words) => {
    expect(saySession({ ...tonight, state, pausedBy }, 'id')).toMatch(words);
  });

  test('a session that prints cards says so', () => {
    expect(saySession({ ...tonight, service: 'printing' }, 'id')).toContain('Untuk cetak KTP-el.');
  });

  test('a session that is simply to come begins with its place', () => {
    expect(saySession({ ...tonight, state: 'scheduled' }, 'id')).toMatch(/^Kelurahan Pajang\./);
  });
});

test.each([
  ['00:00', 'pukul dua belas dini hari'],
  ['03:59', 'pukul tiga lewat lima puluh sembilan menit dini hari'],
  ['11:00', 'pukul sebelas siang'],
  ['13:15', 'pukul satu lewat lima belas menit siang'],
  ['18:00', 'pukul enam malam'],
])('%s is said %s', (time, said) => {
  expect(sayTime(time, 'id')).toBe(said);
});

/** Numerals as grammars of each language list them. */
test.each([
  ['id', 11, 'sebelas'],
  ['id', 42, 'empat puluh dua'],
  ['en', 45, 'forty five'],
  ['jv', 21, 'selikur'],
  ['jv', 25, 'selangkung'],
  ['jv', 50, 'seket'],
  ['jv', 45, 'kawan dasa gangsal'],
  ['su', 12, 'dua belas'],
  ['su', 31, 'tilu puluh hiji'],
] as const)('in %s %i is %s', (locale, value, word) => {
  expect(numberWord(value, locale)).toBe(word);
});

test('every minute has a word of its own, without a digit', () => {
  for (const locale of locales) {
    const words = Array.from({ length: 60 }, (_, value) => numberWord(value, locale));
    expect(new Set(words).size).toBe(60);
    expect(words.join(' ')).not.toMatch(/\d|undefined/);
  }
});

test('no time is said with a digit', () => {
  fc.assert(
    fc.property(fc.nat({ max: 23 }), fc.nat({ max: 59 }), fc.constantFrom(...locales), (hour, minute, locale) => {
      const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
      expect(sayTime(time, locale)).not.toMatch(/\d|undefined/);
    }),
  );
});

describe('the voice', () => {
  const voice = (lang: string) => ({ lang }) as SpeechSynthesisVoice;
  const reads = (langs: string[], locale: (typeof locales)[number]) => {
    const found = voiceFor(langs.map(voice), locale);
    return found && [found.voice.lang, found.locale];
  };

  test('is of the page’s language, by newer and older names of it', () => {
    expect(reads(['en-US', 'id-ID'], 'id')).toEqual(['id-ID', 'id']);
    expect(reads(['in_ID'], 'id')).toEqual(['in_ID', 'id']);
    expect(reads(['id-ID', 'jv-ID'], 'jv')).toEqual(['jv-ID', 'jv']);
  });

  test('reads Indonesian where there is none of Javanese or Sundanese, and nothing where there is none at all', () => {
    expect(reads(['id-ID'], 'jv')).toEqual(['id-ID', 'id']);
    expect(reads(['id-ID'], 'su')).toEqual(['id-ID', 'id']);
    expect(reads(['id-ID'], 'en')).toBeNull();
    expect(reads(['de-DE', 'ind'], 'id')).toBeNull();
  });
});
