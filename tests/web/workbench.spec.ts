import type { Locator } from '@playwright/test';
import { describe, expect, test } from 'vitest';
import { context, desk, page, pageEachTest, server } from '../fixtures/a-page.ts';
import { axeFaults } from '../fixtures/accessible.ts';
import { signIn } from '../fixtures/sign-in.ts';

pageEachTest(desk);

/** The board with a draft of its own, made from the timetable in force. */
async function openDraft(): Promise<void> {
  await signIn(page, server.url, 'planner', '/rencana');
  await page.locator('summary', { hasText: /Rencana|Putaran/ }).click();
  await page.getByRole('button', { name: 'Draf baru dari jadwal terbit' }).click();
  await page.waitForURL(/rencana=/);
  await page.getByRole('button', { name: 'Susun otomatis' }).waitFor();
  await hydrated();
}

/** Bars answer once the script has woken: the first focus then selects. */
async function hydrated(): Promise<void> {
  const details = page.getByRole('region', { name: 'Singgah terpilih' });
  while (!(await details.isVisible())) {
    await page.locator('[data-stint]').last().blur();
    await page.locator('[data-stint]').last().focus();
  }
}

/** The bar in the sentence that screen readers say. */
async function label(bar: Locator): Promise<string> {
  return bar.locator('.visually-hidden').innerText();
}

/** A venue with one stint of at least two days, and its bar. */
async function longBar(): Promise<{ bar: Locator; id: string }> {
  const labels = await page.locator('[data-stint]').evaluateAll((bars) =>
    bars.map((bar) => ({
      id: bar.getAttribute('data-stint') ?? '',
      text: bar.querySelector('.visually-hidden')?.textContent ?? '',
    })),
  );
  const found = labels.find(({ text }) => text.startsWith('Kelurahan ') && text.includes(' – '));
  if (!found) throw new Error(`no stint of several days among ${labels.length}`);
  return { bar: page.locator(`[data-stint="${found.id}"]`), id: found.id };
}

test.each(['', '/peta'])('nothing that axe finds wrong in /rencana%s, light and dark', async (path) => {
  await signIn(page, server.url, 'planner', `/rencana${path}`);
  expect(await axeFaults(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await axeFaults(page)).toEqual([]);
});

test.each([360, 1280])(
  'at %d pixels the forecast’s four pages are one entry and a row of tabs, each row one line',
  async (width) => {
    await page.setViewportSize({ width, height: 800 });
    await signIn(page, server.url, 'admin', '/rencana/perkiraan');
    for (const language of ['id', 'en']) {
      await page.goto(`${server.url}/rencana/perkiraan?lang=${language}`);
      const [entries, tabs] = await page.getByRole('navigation').all();
      expect(await entries?.getByRole('link').count()).toBe(10);
      for (let at = 0; at < 4; at++) {
        await tabs?.getByRole('link').nth(at).click();
        await tabs?.getByRole('link').nth(at).and(page.locator('[aria-current="page"]')).waitFor();
        const open = entries?.locator('[aria-current]');
        expect(await open?.getAttribute('href')).toBe('/rencana/perkiraan');
        expect((await open?.boundingBox())?.x).toBeGreaterThanOrEqual(0);
        for (const row of [entries, tabs]) {
          const tops = await row
            ?.getByRole('link')
            .evaluateAll((links) => links.map((link) => link.getBoundingClientRect().top));
          expect(new Set(tops).size).toBe(1);
        }
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      }
      if (width === 1280) {
        const brand = await page.getByRole('link', { name: 'Jemput', exact: true }).boundingBox();
        expect((await page.getByRole('button', { name: /Keluar|Sign out/ }).boundingBox())?.y).toBe(brand?.y);
      }
    }
  },
);

describe('the board', () => {
  test('opens on the timetable in force, and somebody not signed in comes back to it', async () => {
    await page.goto(`${server.url}/rencana`);
    await page.waitForURL(/\/masuk\?ke=%2Frencana/);
    await signIn(page, server.url, 'planner', '/rencana');
    await page.getByText('Ini jadwal yang berlaku.').waitFor();
    expect(await page.locator('[data-stint]').count()).toBeGreaterThan(5);
    expect(await page.getByRole('img', { name: /orang terlayani/ }).count()).toBeGreaterThan(5);
    expect(await page.getByRole('button', { name: 'Susun otomatis' }).count()).toBe(0);
  });

  test('keys move, stretch and pin a bar, add a kit, delete it, and undo all of that', async () => {
    await openDraft();
    const { bar } = await longBar();
    const before = await label(bar);
    await bar.press('ArrowRight');
    expect(await label(bar)).not.toBe(before);
    await bar.press('ArrowLeft');
    expect(await label(bar)).toBe(before);
    await bar.press('Shift+ArrowLeft');
    await bar.press('p');
    expect(await label(bar)).toContain('Dikunci');
    await bar.press('-');
    expect(await label(bar)).toContain('1 alat');
    expect(await page.locator('[aria-live="polite"]').first().innerText()).toContain('1 alat');
    await bar.press('Delete');
    expect(await bar.count()).toBe(0);
    for (let step = 0; step < 6; step++) await page.keyboard.press('Control+z');
    expect(await label(bar)).toBe(before);
    await page.getByRole('button', { name: 'Tersimpan' }).waitFor();
  });

  test('a mouse moves and stretches a bar by days', async () => {
    await openDraft();
    const { bar } = await longBar();
    await bar.scrollIntoViewIfNeeded();
    const before = await bar.boundingBox();
    if (!before) throw new Error('the bar is not in sight');
    const y = before.y + before.height / 2;
    await page.mouse.move(before.x + before.width / 2, y);
    await page.mouse.down();
    await page.mouse.move(before.x + before.width / 2 + 84, y, { steps: 6 });
    await page.mouse.up();
    const moved = await bar.boundingBox();
    expect([(moved?.x ?? 0) - before.x, moved?.width]).toEqual([84, before.width]);
    await page.mouse.move((moved?.x ?? 0) + before.width - 3, y);
    await page.mouse.down();
    await page.mouse.move((moved?.x ?? 0) + before.width + 39, y, { steps: 4 });
    await page.mouse.up();
    expect((await bar.boundingBox())?.width).toBe(before.width + 42);
    await page.getByRole('button', { name: 'Urungkan' }).click();
    await page.getByRole('button', { name: 'Urungkan' }).click();
    expect((await bar.boundingBox())?.x).toBe(before.x);
  });

  test('a drag onto a closed day says so at once, leads to the bar, and is not saved', async () => {
    await openDraft();
    const { bar, id } = await longBar();
    await bar.focus();
    const rules = page.getByRole('region', { name: 'Aturan yang dilanggar' });
    for (let day = 0; day < 7 && (await rules.getByText(/tutup pada Min/).count()) === 0; day++)
      await bar.press('ArrowRight');
    const sentence = rules.getByRole('button', { name: /tutup pada Min/ }).first();
    await page.keyboard.press('Escape');
    await sentence.click();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-stint'))).toBe(id);
    await page.keyboard.press('Control+s');
    await page
      .getByRole('alert')
      .getByText(/Belum tersimpan: \d+ aturan dilanggar/)
      .waitFor();
    await page.getByRole('button', { name: 'Simpan' }).waitFor();
  });

  test('an empty cell takes a stint, and so does the dialog', async () => {
    await openDraft();
    const bars = page.locator('[data-stint]');
    const count = await bars.count();
    const row = page.locator('li', { has: page.getByRole('button', { name: 'Tambah singgah: Kauman' }) });
    await row.scrollIntoViewIfNeeded();
    const track = await row.locator('[data-row]').boundingBox();
    if (!track) throw new Error('no row of Kauman');
    await page.mouse.click(900, track.y + 15);
    expect(await bars.count()).toBe(count + 1);
    await page.getByRole('button', { name: 'Tambah singgah: Semanggi' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Tambahkan' }).click();
    expect(await bars.count()).toBe(count + 2);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(/^Kelurahan Semanggi/);
  });

  test('rows can be kits', async () => {
    await openDraft();
    await page.getByText('Alat', { exact: true }).nth(1).click();
    await page.getByRole('button', { name: 'Tambah singgah: Alat rekam 10' }).waitFor();
    expect(await page.locator('[data-row]').count()).toBe(10);
  });
});

describe('planning and publishing', () => {
  test('automatic planning proves its bound; publishing shows the difference and asks for a reason', async () => {
    await openDraft();
    await page.getByRole('button', { name: 'Susun otomatis' }).click();
    await page.getByRole('button', { name: 'Mulai menyusun' }).click();
    await page.getByText(/Rencana mana pun paling banyak bisa/).waitFor();
    await page.getByText('Rencana terbaik sudah tersimpan di draf.').waitFor();
    await page.getByRole('button', { name: 'Lihat rencananya' }).click();
    await page.getByText('dari batas terbukti').waitFor();
    // The model that expects the recordings, and the one that the plan was proved with.
    const models = page.getByRole('link', { name: /^model \d+\.\d+$/ });
    expect(await models.allInnerTexts()).toEqual(Array(2).fill(await models.first().innerText()));
    await page.getByRole('button', { name: /^Terbitkan \d+ perubahan$/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog
      .getByText(/\d+ (dipindah|dibatalkan)/)
      .first()
      .waitFor();
    await dialog.getByText(/\d+ baru/).waitFor();
    await dialog.getByRole('button', { name: 'Terbitkan sekarang' }).click();
    await dialog.getByText('Tulis alasannya dulu').waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await dialog.getByLabel('Alasan bagi warga').fill('Jadwal disusun ulang supaya lebih banyak warga terlayani.');
    await dialog.getByRole('button', { name: 'Terbitkan sekarang' }).click();
    await dialog.getByText(/Jadwal nomor \d+ terbit/).waitFor();
    await dialog.getByText(/\d+ jadwal baru, \d+ dipindah, \d+ dibatalkan/).waitFor();
    await dialog.getByRole('button', { name: 'Kembali ke papan' }).click();
    await page.getByText(/Ini jadwal yang berlaku|Jadwal baru sudah terbit/).waitFor();
  });

  test('the rotation of 2013 says what it replaces, and one undo puts that back', async () => {
    await openDraft();
    const labels = async () => (await page.locator('[data-stint] .visually-hidden').allInnerTexts()).toSorted();
    const before = await labels();
    await page.getByRole('button', { name: 'Susun otomatis' }).click();
    await page.getByLabel('Giliran 2013').check();
    await page.getByText('Giliran 2013 menggantikan isi draf ini.').waitFor();
    await page.getByRole('button', { name: 'Mulai menyusun' }).click();
    await page.getByRole('button', { name: 'Lihat rencananya' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const undo = page.getByRole('button', { name: 'Urungkan' }).and(page.locator(':enabled'));
    await undo.waitFor();
    expect(await labels()).not.toEqual(before);
    await undo.click();
    expect(await labels()).toEqual(before);
    await page.getByRole('button', { name: 'Simpan' }).waitFor();
  });

  test('a draft is deleted only after a question', async () => {
    await openDraft();
    const summary = page.locator('summary', { hasText: /Rencana|Putaran/ });
    const dialog = page.getByRole('dialog');
    await summary.click();
    await page.getByRole('button', { name: 'Hapus draf ini' }).click();
    await dialog.getByText('tidak dapat dikembalikan').waitFor();
    expect(await axeFaults(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Jangan hapus' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(page.url()).toContain('rencana=');
    await summary.click();
    await page.getByRole('button', { name: 'Hapus draf ini' }).click();
    await dialog.getByRole('button', { name: 'Hapus draf ini' }).click();
    await page.waitForURL((url) => !url.search.includes('rencana='));
  });

  test('a run that is stopped keeps its best plan so far', async () => {
    await openDraft();
    await page.getByRole('button', { name: 'Susun otomatis' }).click();
    await page.getByLabel('60 detik').check();
    await page.getByRole('button', { name: 'Mulai menyusun' }).click();
    await page.getByText(/Rencana mana pun paling banyak bisa/).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Berhenti, pakai yang terbaik sejauh ini' }).click();
    await page.getByText('Dihentikan. Rencana terbaik sudah tersimpan di draf.').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('dari batas terbukti').waitFor();
  });

  test('a draft that somebody else changed is not overwritten, and mine can be kept as a copy', async () => {
    await openDraft();
    const other = await context.newPage();
    await other.goto(page.url());
    await other.getByRole('button', { name: 'Susun otomatis' }).waitFor();
    const first = await longBar();
    await first.bar.press('p');
    await page.keyboard.press('Control+s');
    await page.getByRole('button', { name: 'Tersimpan' }).waitFor();
    const late = other.locator(`[data-stint="${first.id}"]`);
    while (!(await other.getByRole('button', { name: 'Simpan' }).isVisible())) await late.press('p');
    await late.press('p');
    await late.press('-');
    await other.keyboard.press('Control+s');
    await other.getByRole('alert').getByText('Oleh Perencana').waitFor();
    const prompts: string[] = [];
    other.on('dialog', (prompt) => {
      prompts.push(prompt.type());
      void prompt.accept();
    });
    await other.getByRole('button', { name: 'Simpan punya saya sebagai salinan' }).click();
    await other
      .getByText(/\(salinan\)/)
      .first()
      .waitFor();
    expect(prompts).toEqual([]);
  });
});

describe('somebody who may only look', () => {
  test('sees the board and the map, and no way to change them', async () => {
    await signIn(page, server.url, 'viewer', '/rencana');
    await page.getByText('Anda dapat melihat semuanya').waitFor();
    expect(await page.getByRole('button', { name: /Buat draf|Susun|Terbitkan|Simpan/ }).count()).toBe(0);
    const bar = page.locator('[data-stint]').first();
    const before = await label(bar);
    await bar.press('ArrowRight');
    expect(await label(bar)).toBe(before);
  });
});

describe('the map', () => {
  test('says in a list what stands on it, evening by evening', async () => {
    await signIn(page, server.url, 'planner', '/rencana/peta');
    const first = await page.getByRole('heading', { level: 1 }).innerText();
    const later = page.getByRole('button', { name: 'Sehari sesudahnya' });
    await page.locator('.leaflet-container').waitFor();
    while ((await page.locator('.leaflet-marker-icon').count()) === 0) await later.click();
    await later.click();
    expect(await page.getByRole('heading', { level: 1 }).innerText()).not.toBe(first);
    await page.getByRole('slider', { name: 'Tanggal' }).press('ArrowRight');
    const listed = await page.getByRole('region', { name: 'Peta malam itu' }).getByRole('listitem').count();
    expect(await page.locator('.leaflet-marker-icon').count()).toBe(listed);
  });
});
