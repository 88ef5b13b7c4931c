import type { Session, SessionChange } from '@jemput/shared/sessions/session';
import type { Page } from '@playwright/test';
import { beforeEach, describe, expect, test } from 'vitest';
import { browser, context, officeEachTest, page, phone, server } from '../fixtures/a-page.ts';
import { axeFaults } from '../fixtures/accessible.ts';
import { beginEvening, unfold } from '../fixtures/crew-evening.ts';
import { signIn } from '../fixtures/sign-in.ts';

officeEachTest(phone);

/** The crew's session of tonight, which the crew has opened. */
let sessionId: string;

beforeEach(async () => {
  await beginEvening(page, server.url);
  sessionId = await page.locator('input[name="sessionId"]').first().inputValue();
  await page.getByRole('button', { name: 'Buka jadwal' }).click();
  await page.getByText('Belum ada kabar malam ini').waitFor();
});

async function told(): Promise<Session & { alternativeSessions: (Session & { distanceM: number })[] }> {
  return (await fetch(`${server.url}/api/v1/sessions/${sessionId}`)).json();
}

/** Again where a tap fell just after the page had changed, and was taken for a double tap. */
async function tap(state: string, on = page): Promise<void> {
  const button = on.getByRole('button', { name: state, exact: true });
  const isPressed = async () => {
    if ((await button.getAttribute('aria-pressed')) !== 'true') await button.click();
    return button.getAttribute('aria-pressed');
  };
  await expect.poll(isPressed, { interval: 300 }).toBe('true');
}

async function untilTold(is: (session: Session) => boolean): Promise<void> {
  await expect.poll(async () => is(await told())).toBe(true);
}

/** A resident's phone without JavaScript. */
async function asResident<T>(look: (on: Page) => Promise<T>): Promise<T> {
  const plain = await browser.newContext({ ...phone, javaScriptEnabled: false });
  try {
    return await look(await plain.newPage());
  } finally {
    await plain.close();
  }
}

function steps(changes: SessionChange[]): string[] {
  return changes.filter(({ what }) => what !== 'published').map(({ what, to, reason }) => `${what} ${to} ${reason}`);
}

describe('what a crew taps', () => {
  test('full: the page without JavaScript says so, since when, and where to go instead, as the list does', async () => {
    await tap('Penuh');
    await untilTold(({ status }) => status === 'full');
    const { alternativeSessions, checkedAt } = await told();
    const [first] = alternativeSessions;
    const at = checkedAt.slice(11, 16).replace(':', '.');
    await asResident(async (resident) => {
      await resident.goto(`${server.url}/jadwal/${sessionId}`);
      const main = resident.getByRole('main');
      expect(await main.locator('.lead').innerText()).toContain(`Penuh sejak pukul ${at}`);
      expect(await main.locator('.lead').innerText()).toContain(`Kabar petugas pukul ${at}.`);
      expect(await main.locator('.lead').innerText()).toMatch(/Halaman ini diperiksa pukul \d\d\.\d\d\./);
      const instead = main.getByRole('region', { name: 'Jadwal lain yang terdekat' });
      expect(await instead.getByRole('listitem').count()).toBe(alternativeSessions.length);
      const words = await instead.getByRole('listitem').first().innerText();
      expect(words).toContain(first?.venue.name);
      expect(words).toMatch(/(Malam ini|Besok malam|\w{3} \d+ \w{3}), \d\d\.\d\d–\d\d\.\d\d WIB/);
      const all = await instead.innerText();
      expect(all).toMatch(/(\d+ m|\d,\d km), sekitar \d+ menit (jalan kaki|naik motor)/);
      expect(all).toContain('Dicari sampai 10 km');
      await resident.goto(server.url);
      const card = resident
        .getByRole('article')
        .filter({ has: resident.getByRole('link', { name: 'Kelurahan Pajang' }) });
      expect(await card.first().innerText()).toMatch(/Penuh[\s\S]*Malam ini masih bisa:/);
    });
    expect(alternativeSessions.map(({ status }) => status)).not.toContain('full');
  });

  test('an open page says within a minute that the session is full, and announces it; the list does too', async () => {
    const resident = await browser.newContext(phone);
    try {
      const [session, list] = [await resident.newPage(), await resident.newPage()];
      await session.goto(`${server.url}/jadwal/${sessionId}`);
      await list.goto(server.url);
      await tap('Penuh');
      await untilTold(({ status }) => status === 'full');
      expect(await session.locator('.lead').innerText()).not.toContain('Penuh');
      for (const open of [session, list]) {
        await open.clock.fastForward(61_000);
        await open.getByRole('status').filter({ hasText: 'Kelurahan Pajang: Penuh' }).waitFor({ state: 'attached' });
      }
      expect(await session.locator('.lead').innerText()).toContain('Penuh sejak pukul');
    } finally {
      await resident.close();
    }
  });

  test('filling, a rest, last numbers: each step is told in order, in words, and never what the crew wrote', async () => {
    await tap('Mulai penuh');
    await untilTold(({ room }) => room === 'filling');
    await unfold(page, 'Berhenti sementara…', 'Catatan untuk kantor (bila perlu)');
    await page.locator('details[open]').getByLabel('Listrik').check();
    await page.getByLabel('Catatan untuk kantor (bila perlu)').fill('Pak Budi memutus listrik');
    await page.getByRole('button', { name: 'Kabarkan berhenti' }).click();
    await untilTold(({ status }) => status === 'paused');
    await asResident(async (resident) => {
      await resident.goto(`${server.url}/jadwal/${sessionId}`);
      expect(await resident.getByRole('main').innerText()).toMatch(/Berhenti sementara sejak pukul .*: listrik padam/);
    });
    await tap('Nomor terakhir');
    await untilTold(({ room }) => room === 'last');
    const { changes } = await told();
    expect(steps(changes)).toEqual([
      'status open ',
      'room filling ',
      'status paused power',
      'status open ',
      'room last ',
    ]);
    await asResident(async (resident) => {
      await resident.goto(`${server.url}/jadwal/${sessionId}`);
      const record = resident.getByRole('region', { name: 'Riwayat jadwal ini' });
      const lines = (await record.getByRole('listitem').allInnerTexts()).map((line) =>
        line.replace(/ pukul.*| \w{3} \d.*/, ''),
      );
      expect(lines).toEqual([
        'Diterbitkan.',
        'Dibuka petugas.',
        'Petugas mengabarkan: mulai penuh.',
        'Petugas mengabarkan: berhenti sementara, listrik padam.',
        'Pelayanan jalan lagi.',
        'Petugas mengabarkan: nomor terakhir.',
      ]);
      expect(await record.innerText()).toContain('Versi 4');
      expect(await resident.content()).not.toContain('Budi');
    });
  });

  test('still so: the time of the news moves, and nothing is announced', async () => {
    await tap('Masih longgar');
    await untilTold(({ room }) => room === 'free');
    const before = await told();
    await page.getByRole('button', { name: 'Masih sama' }).click();
    await untilTold(({ checkedAt }) => checkedAt > before.checkedAt);
    const after = await told();
    expect([after.sequence, after.changes]).toEqual([before.sequence, before.changes]);
  });

  test('still so, where another phone has told otherwise meanwhile: refused in words, and the news stand', async () => {
    await tap('Masih longgar');
    await untilTold(({ room }) => room === 'free');
    const other = await browser.newContext(phone);
    const otherPage = await other.newPage();
    await beginEvening(otherPage, server.url);
    await tap('Penuh', otherPage);
    await untilTold(({ status }) => status === 'full');
    await page.getByRole('button', { name: 'Masih sama' }).click();
    await page.getByRole('alert').getByText('sudah berubah menjadi “Penuh”').waitFor();
    await page.getByRole('button', { name: 'Penuh', pressed: true }).waitFor();
    expect((await told()).status).toBe('full');
    await other.close();
  });

  test('without network it stays on the phone and reaches residents later', async () => {
    await context.setOffline(true);
    await tap('Penuh');
    expect(await page.getByText('di ponsel ini', { exact: true }).count()).toBe(1);
    expect((await told()).status).toBe('open');
    await context.setOffline(false);
    await untilTold(({ status }) => status === 'full');
  });

  test('without JavaScript each state is one press of a plain form', async () => {
    const plain = await browser.newContext({ ...phone, javaScriptEnabled: false });
    const plainPage = await plain.newPage();
    await signIn(plainPage, server.url, 'crew');
    await plainPage.getByRole('button', { name: 'Nomor terakhir', exact: true }).click();
    await plainPage.getByText(/^Diterima kantor pukul/).waitFor();
    expect(await told()).toMatchObject({ status: 'open', room: 'last' });
    await plain.close();
  });
});

test('the panel has large targets, and axe finds nothing wrong in it or in a full session’s page', async () => {
  await tap('Penuh');
  await untilTold(({ status }) => status === 'full');
  const heights = await page
    .locator('main :is(button, summary)')
    .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height).filter((height) => height > 0));
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(48);
  expect(await axeFaults(page)).toEqual([]);
  await page.goto(`${server.url}/jadwal/${sessionId}`);
  expect(await axeFaults(page)).toEqual([]);
});

test('in the browser the hour becomes an age', async () => {
  await tap('Mulai penuh');
  await untilTold(({ room }) => room === 'filling');
  await page.goto(`${server.url}/jadwal/${sessionId}`);
  await page.getByText(/^Kabar petugas (baru saja|\d+ menit yang lalu)\.$/).waitFor();
});
