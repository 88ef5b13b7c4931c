import { messageKinds } from '@jemput/shared/messages/message';
import { type MessageFacts, sayMessage, sayWhen } from '@jemput/shared/messages/message-words';
import { smsSeptets, smsText } from '@jemput/shared/messages/sms-text';
import { wordLanguages } from '@jemput/shared/messages/words/word-keys';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const facts: MessageFacts = {
  label: 'A-057',
  venue: 'Kelurahan Pajang',
  when: { date: '2026-11-21', time: '16:40' },
  until: { date: '2026-11-20', time: '18:00' },
  other: { venue: 'Pasar Kleco', when: { date: '2026-11-23', time: '16:00' } },
  area: 'Pajang',
  count: 3,
  waiting: false,
  waitingPlace: null,
};
const window = { date: '2026-11-21', time: '16:05', to: '16:30' };
const every = wordLanguages.flatMap((language) => messageKinds.map((kind) => [kind, language] as const));

test('dates and hours are said as people say them', () => {
  const when = { date: '2026-11-21', time: '16:05' };
  expect(wordLanguages.map((language) => sayWhen(when, language))).toEqual([
    'Sab 21 Nov pukul 16.05',
    'Sat 21 Nov at 16:05',
    'Set 21 Nov jam 16.05',
    'Sap 21 Nop tabuh 16.05',
  ]);
  expect(sayWhen({ ...when, time: null }, 'id')).toBe('Sab 21 Nov');
  expect(wordLanguages.map((language) => sayWhen(window, language))).toEqual([
    'Sab 21 Nov, datang 16.05–16.30',
    'Sat 21 Nov, come 16:05–16:30',
    'Set 21 Nov, rawuh 16.05–16.30',
    'Sap 21 Nop, sumping 16.05–16.30',
  ]);
});

test('a window to come in stands in the title, and when the turn is near that of the call in the text', () => {
  const title = sayMessage('confirmed', 'id', { ...facts, when: window }).title;
  expect(title).toBe('Nomor A-057: Sab 21 Nov, datang 16.05–16.30, Kelurahan Pajang');
  expect(sayMessage('turn_near', 'id', { ...facts, when: window }).text).toContain('dipanggil: 16.05–16.30.');
});

test.each(every)('%s in %s leaves no fact out and says each once', (kind, language) => {
  const { title, text } = sayMessage(kind, language, facts);
  expect(`${title} ${text}`).not.toMatch(/[{}–]|undefined|null/);
  expect(title.length).toBeLessThanOrEqual(110);
});

test('a cancelled session with a place instead says which and until when; without one it promises none', () => {
  expect(sayMessage('cancelled', 'id', facts).text).toContain('Pasar Kleco, Sen 23 Nov pukul 16.00');
  expect(sayMessage('cancelled', 'id', facts).text).toContain('sampai Jum 20 Nov pukul 18.00');
  expect(sayMessage('cancelled', 'id', { ...facts, other: null }).text).toContain('Belum ada tempat pengganti');
  expect(sayMessage('cancelled', 'id', { ...facts, other: null }).text).not.toContain('ditahan');
  const waiting = sayMessage('cancelled', 'id', { ...facts, waitingPlace: 2 }).text;
  expect(waiting).toContain('urutan ke-2 di daftar tunggu Pasar Kleco');
});

test('an SMS is one part with the whole link, however long the name of the venue', () => {
  fc.assert(
    fc.property(fc.constantFrom(...every), fc.string({ minLength: 1, maxLength: 80 }), ([kind, language], name) => {
      const link = `https://antrean.dukcapil.surakarta.go.id/antrean/${'x'.repeat(32)}`;
      const venue = `Kelurahan ${name.replace(/[^a-z ]/gi, 'a')}`;
      const text = smsText(kind, language, { ...facts, when: window, area: 'Purwodiningratan', venue }, link);
      expect(text.endsWith(link)).toBe(true);
      expect(smsSeptets(text)).toBeLessThanOrEqual(kind === 'area_added' || kind === 'area_changed' ? 190 : 160);
    }),
  );
});

test('septets are counted as 3GPP TS 23.038 does', () => {
  expect([smsSeptets('abc'), smsSeptets('é€'), smsSeptets('ꦗ'), smsSeptets('{}')]).toEqual([3, 3, null, 4]);
});
