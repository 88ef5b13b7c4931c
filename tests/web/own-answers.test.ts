import { loadDemo } from '@jemput/server/demo/load-demo';
import { checkByText } from '@jemput/server/share/check-by-text';
import { beforeAll, expect, test } from 'vitest';
import { overwriteGetLocale } from '../../web/src/lib/paraglide/runtime.js';
import { replyToText } from '../../web/src/routes/(finder)/cek/reply-words.ts';
import { aContext } from '../fixtures/test-context.ts';

const origin = 'https://jemput.surakarta.go.id';
const now = '2026-11-20T15:00:00+07:00';
const ctx = await aContext({ now });

beforeAll(() => loadDemo(ctx), 60_000);

const asked = [
  ['true', 'Kelurahan Gajahan, Jumat 20 November 2026 pukul 16.00-21.00 WIB'],
  ['true', 'Pasar Depok Rabu 25 November 2026 06.00-10.00 DIBATALKAN'],
  ['changed', 'Pasar Depok Rabu 25 November 2026 06.00-10.00'],
  ['changed', 'SMA Negeri 4 Senin 23 November 2026 09.00-13.00'],
  ['never', 'Kelurahan Joyotakan 20 November 2026 16.00-21.00'],
  ['wary', 'Kelurahan Gajahan 20 November 2026 16.00-21.00 bayar Rp 50.000, boleh diwakilkan'],
  ['partly', 'Kelurahan Gajahan 20 November 2026 16.00-21.00, umur 12 tahun, bawa pas foto, wajib daftar'],
  ['partly', 'Kelurahan Gajahan dan Kelurahan Joyotakan 20 November 2026'],
] as const;

const cases = (['id', 'en', 'jv', 'su'] as const).flatMap((language) =>
  asked.map(([verdict, text]) => [language, verdict, text] as const),
);

test.each(cases)(
  '%s: the answer to send back to a text that is %s holds itself: %s',
  async (language, verdict, text) => {
    overwriteGetLocale(() => language);
    const about = await checkByText(ctx, { text, origin });
    expect(about.verdict).toBe(verdict);
    const reply = replyToText(about, { origin, zoneName: 'WIB', office: 'Disdukcapil Kota Surakarta', now }) ?? '';
    const answer = await checkByText(ctx, { text: reply, origin });
    const told = JSON.stringify(answer.claims.map(({ verdict, why, place, date }) => [verdict, why, place, date]));
    expect({ verdict: answer.verdict, warnings: answer.warnings }, `${reply}\n${told}`).toEqual({
      verdict: 'true',
      warnings: [],
    });
  },
);
