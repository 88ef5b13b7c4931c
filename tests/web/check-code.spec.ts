import { describe, expect, test } from 'vitest';
import { page, pageEachTest, server } from '../fixtures/a-page.ts';
import { axeFaults } from '../fixtures/accessible.ts';

describe('without JavaScript, on a phone', () => {
  pageEachTest({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false });

  async function openTonight(): Promise<string> {
    await page.goto(server.url);
    const path = await page.locator('main article h3 a').first().getAttribute('href');
    await page.goto(`${server.url}${path}`);
    return (await page.getByText(/Kode cek/).textContent())?.match(/\w{3}-\w{4}/)?.[0] ?? '';
  }

  test('the code of a session is typed and holds', async () => {
    const code = await openTonight();
    expect(code).toMatch(/^\w{3}-\w{4}$/);
    await page.getByRole('link', { name: 'Masih berlaku?' }).click();
    await page.getByLabel('Kode atau teks jadwal').fill(code.toLowerCase().replace('-', ' '));
    await page.getByRole('button', { name: 'Periksa' }).click();
    await page.getByRole('heading', { name: 'Masih berlaku', exact: true }).waitFor();
    expect(page.url()).toContain('/cek?kode=');
    expect(await page.getByText(/20 November 2026, 16.00–21.00 WIB/).count()).toBeGreaterThan(0);
  });

  test('what was typed still stands in the field beside its answer', async () => {
    const typed = 'Rekam KTP di Pajang <besok> & gratis\n\nAyo datang';
    await page.goto(`${server.url}/cek`);
    await page.getByLabel('Kode atau teks jadwal').fill(typed);
    await page.getByRole('button', { name: 'Periksa' }).click();
    await page.waitForURL(/cek$/);
    expect((await page.getByLabel('Kode atau teks jadwal').inputValue()).replaceAll('\r', '')).toBe(typed);
  });

  test('picture and poster are links, and the message is there to copy', async () => {
    await openTonight();
    const picture = await page.getByRole('link', { name: 'Gambar', exact: true }).getAttribute('href');
    const poster = await page.getByRole('link', { name: /Poster/ }).getAttribute('href');
    expect((await fetch(`${server.url}${picture}`)).headers.get('content-type')).toBe('image/png');
    expect((await fetch(`${server.url}${poster}`)).headers.get('content-type')).toBe('application/pdf');
    const whatsApp = await page.getByRole('link', { name: 'Kirim lewat WhatsApp' }).getAttribute('href');
    expect(decodeURIComponent(whatsApp ?? '')).toContain('Masih berlaku? Cek: ');
    expect(await page.locator('meta[property="og:image"]').getAttribute('content')).toBe(`${server.url}${picture}`);
    expect(await page.getByRole('button', { name: 'Salin teks' }).count()).toBe(0);
  });

  test('the message that a session’s page offers is true when it is pasted back', async () => {
    await openTonight();
    const whatsApp = await page.getByRole('link', { name: 'Kirim lewat WhatsApp' }).getAttribute('href');
    const message = new URL(whatsApp ?? '').searchParams.get('text') ?? '';
    await page.goto(`${server.url}/cek`);
    await page.getByLabel('Kode atau teks jadwal').fill(message);
    await page.getByRole('button', { name: 'Periksa' }).click();
    await page.getByRole('heading', { name: 'Cocok dengan jadwal resmi' }).waitFor();
    expect(page.url()).not.toContain('KTP');
    expect(await page.getByText('Waspada penipuan').count()).toBe(0);
  });

  test('a hoax is told from the schedule line by line, with a word of caution', async () => {
    await page.goto(`${server.url}/cek`);
    const hoax =
      'Rekam KTP Kelurahan Pajang, Jumat 1 Januari 2027 pukul 08.00-12.00\nBiaya admin Rp 50.000, kirim NIK ke bit.ly/ktp';
    await page.getByLabel('Kode atau teks jadwal').fill(hoax);
    await page.getByRole('button', { name: 'Periksa' }).click();
    await page.getByRole('heading', { name: 'Tidak cocok dengan jadwal resmi' }).waitFor();
    await page.locator('p', { hasText: 'Layanan ini gratis.' }).waitFor();
    expect(await page.getByRole('textbox', { name: 'Balas ke pengirimnya' }).inputValue()).toMatch(/^SALAH/);
    expect(await page.locator('blockquote').first().textContent()).toContain('1 Januari 2027');
  });

  test('a slip, a code that was never issued and nothing at all are three answers', async () => {
    const code = await openTonight();
    const last = code.endsWith('7') ? '8' : '7';
    await page.goto(`${server.url}/cek?kode=${code.slice(0, -1)}${last}`);
    await page.getByRole('heading', { name: 'Kode ini salah ketik' }).waitFor();
    // Seven noughts fit their check character.
    await page.goto(`${server.url}/cek?kode=000-0000`);
    await page.getByRole('heading', { name: 'Tidak pernah kami umumkan' }).waitFor();
    await page.getByText('Jadwal resmi yang terdekat waktunya').waitFor();
    await page.goto(`${server.url}/cek`);
    expect(await page.locator('.answers').textContent()).toBe('');
  });

  test('the demo’s moved and cancelled sessions: old codes say what became of them', async () => {
    const { changes } = (await (await fetch(`${server.url}/api/v1/changes?since=0`)).json()) as {
      changes: { what: string; sessionId: string; reason: string }[];
    };
    const cancelled = changes.find(({ what }) => what === 'cancelled');
    await page.goto(`${server.url}/jadwal/${cancelled?.sessionId}`);
    const message = new URL(
      (await page.getByRole('link', { name: 'Kirim lewat WhatsApp' }).getAttribute('href')) ?? '',
    ).searchParams.get('text');
    expect(message).toContain('DIBATALKAN');
    await page.goto(`${server.url}/cek?kode=${message?.match(/kode=(\S+)/)?.[1]}`);
    await page.getByRole('heading', { name: 'Benar: dibatalkan' }).waitFor();
    await page.getByRole('heading', { name: 'Jadwal penggantinya' }).waitFor();
  });
});

describe('with JavaScript', () => {
  pageEachTest({ viewport: { width: 360, height: 740 }, permissions: ['clipboard-read', 'clipboard-write'] });

  test('every answer can be read by everybody', async () => {
    await page.goto(`${server.url}/cek?kode=000-0000`);
    await page.getByRole('heading', { name: 'Tidak pernah kami umumkan' }).waitFor();
    expect(await axeFaults(page)).toEqual([]);
    const text =
      'Kelurahan Pajang, Rabu 1 Januari 2027 pukul 08.00\nBiaya Rp 50.000\nMalam ini di Pajang\nKode K7P-4XM';
    await page.getByLabel('Kode atau teks jadwal').fill(text);
    await page.getByRole('button', { name: 'Periksa' }).click();
    await page.getByRole('heading', { name: 'Waspada penipuan' }).waitFor();
    expect(await axeFaults(page)).toEqual([]);
  });

  test('the message is copied at a touch, and that is said', async () => {
    await page.goto(server.url);
    const path = await page.locator('main article h3 a').first().getAttribute('href');
    await page.goto(`${server.url}${path}`);
    await page.getByRole('button', { name: 'Salin teks' }).click();
    await page.getByText('Teks tersalin.').waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toMatch(/^\*Rekam KTP-el, gratis\*\n/);
    expect(copied).toMatch(/\/cek\?kode=\w{3}-\w{4}$/);
    expect(await axeFaults(page)).toEqual([]);
  });
});
