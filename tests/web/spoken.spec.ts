import type { Session } from '@jemput/shared/sessions/session';
import { expect, test } from 'vitest';
import { context, page, pageEachTest, phone, server } from '../fixtures/a-page.ts';

pageEachTest(phone);

/** The test's Chromium has no voices: these stand in, and note what they are given to read. */
async function withVoices(...langs: string[]): Promise<void> {
  await context.addInitScript((given) => {
    const heard: string[] = [];
    Object.assign(window, { heard });
    const voices = given.map((lang) => ({ lang, name: lang, voiceURI: lang, default: false, localService: true }));
    speechSynthesis.getVoices = () => voices;
    speechSynthesis.speak = ({ text }) => heard.push(text);
    Object.defineProperty(SpeechSynthesisUtterance.prototype, 'voice', { set() {}, get: () => null });
  }, langs);
}

const heard = () => page.evaluate(() => (window as unknown as { heard: string[] }).heard);

async function openSession(language: string): Promise<void> {
  const answer = await fetch(`${server.url}/api/v1/sessions?from=2026-11-23`);
  const { sessions } = (await answer.json()) as { sessions: Session[] };
  const session = sessions.find(({ status, startsAt }) => status === 'scheduled' && startsAt.includes('T16:00'));
  await page.goto(`${server.url}/jadwal/${session?.id}?lang=${language}`);
}

test('a session is read aloud in words, and stops when asked', async () => {
  await withVoices('id-ID');
  await openSession('id');
  await page.getByRole('button', { name: 'Dengarkan' }).click();
  expect((await heard())[0]).toMatch(/Pukul empat sore sampai pukul sembilan malam, waktu Indonesia barat\./);
  await page.getByRole('button', { name: 'Berhenti' }).click();
  await page.getByRole('button', { name: 'Dengarkan' }).waitFor();
  expect(await heard()).toHaveLength(1);
});

test('a page in Sundanese is read in Indonesian where there is no Sundanese voice', async () => {
  await withVoices('en-US', 'id-ID');
  await openSession('su');
  await page.getByRole('button', { name: 'Dangukeun' }).click();
  expect((await heard())[0]).toContain('Pukul empat sore');
});

test('without a voice that could read it there is no button', async () => {
  await withVoices('de-DE');
  await openSession('id');
  expect(await page.getByRole('button', { name: 'Dengarkan' }).count()).toBe(0);
});
