import { describe, expect, test } from 'vitest';
import { browser, desk, page, pageEachTest, phone, server } from '../fixtures/a-page.ts';
import { axeFaults } from '../fixtures/accessible.ts';
import { signIn } from '../fixtures/sign-in.ts';

pageEachTest(desk);

const line = (name: string) => page.getByRole('listitem').filter({ hasText: name });

describe('the calendar of the office', () => {
  test('has the decided holidays and joint leave with their source, and says what is only expected', async () => {
    await signIn(page, server.url, 'planner', '/rencana/kalender');
    await page.getByRole('heading', { name: 'Kalender 2026', level: 1 }).waitFor();
    await page.getByText('SKB 3 Menteri No. 1497/2025').waitFor();
    expect(await line('Cuti bersama Natal').getByText('Kam 24 Des').count()).toBe(1);
    expect(await page.getByText('Kam 19 Feb – Jum 20 Mar').count()).toBe(1);
    expect(await axeFaults(page)).toEqual([]);
    await page.getByRole('link', { name: '2029' }).click();
    await page.getByRole('heading', { name: 'Kalender 2029', level: 1 }).waitFor();
    await page.getByText('cuti bersama baru diketahui setelah diputuskan').waitFor();
    expect(await line('Hari Suci Nyepi').getByText('perkiraan').count()).toBe(1);
  });

  test('takes a school break over the end of the year, changes it and removes it', async () => {
    await signIn(page, server.url, 'planner', '/rencana/kalender');
    await page.getByRole('link', { name: 'Tambah tanggal' }).click();
    const form = page.locator('details.add form');
    await form.getByLabel('Nama').fill('Libur semester SMA');
    await form.getByLabel('Jenis').selectOption('school_break');
    await form.getByLabel('Dari tanggal').fill('2026-12-21');
    await form.getByLabel('Sampai tanggal').fill('2027-01-02');
    await form.getByRole('button', { name: 'Simpan' }).click();
    await page.getByRole('status').getByText('Tersimpan: Libur semester SMA.').waitFor();
    expect(await line('Libur semester SMA').getByText('Sen 21 Des – Sab 2 Jan 2027').count()).toBe(1);
    await page.goto(`${server.url}/rencana/kalender?tahun=2027`);
    const inJanuary = line('Libur semester SMA');
    await inJanuary.locator('summary').click();
    await inJanuary.getByLabel('Sampai tanggal').fill('2026-12-20');
    await inJanuary.getByRole('button', { name: 'Simpan' }).click();
    await page.getByRole('alert').waitFor();
    expect(await inJanuary.getByLabel('Sampai tanggal').getAttribute('aria-invalid')).toBe('true');
    expect(await axeFaults(page)).toEqual([]);
    await inJanuary.getByRole('button', { name: 'Hapus: Libur semester SMA' }).click();
    await page.getByRole('status').getByText('Terhapus: Libur semester SMA.').waitFor();
    expect(await inJanuary.count()).toBe(0);
  });

  test('what was shipped can be taken out and brought back', async () => {
    await signIn(page, server.url, 'planner', '/rencana/kalender?tahun=2025');
    const independence = line('Cuti bersama Proklamasi Kemerdekaan');
    await independence.locator('summary').click();
    await independence.getByRole('button', { name: /^Hapus/ }).click();
    await page.getByRole('status').getByText('Terhapus').waitFor();
    expect(await independence.count()).toBe(0);
    await page.getByRole('button', { name: 'Kembalikan kalender bawaan' }).click();
    await page.getByRole('status').getByText('Kalender bawaan 2025 dikembalikan.').waitFor();
    expect(await independence.count()).toBe(1);
    expect(await page.getByRole('button', { name: 'Kembalikan kalender bawaan' }).count()).toBe(0);
  });

  test('takes a date without any script', async () => {
    const plain = await browser.newContext({ ...phone, javaScriptEnabled: false });
    const bare = await plain.newPage();
    await signIn(bare, server.url, 'planner', '/rencana/kalender?tahun=2028');
    await bare.locator('details.add summary').click();
    const form = bare.locator('details.add form');
    await form.getByLabel('Nama').fill('Hari Jadi Kota');
    await form.getByLabel('Dari tanggal').fill('2028-02-17');
    await form.getByLabel('Sampai tanggal').fill('2028-02-17');
    await form.getByRole('button', { name: 'Simpan' }).click();
    await bare.getByRole('status').getByText('Tersimpan: Hari Jadi Kota.').waitFor();
    expect(
      await bare.getByRole('listitem').filter({ hasText: 'Hari Jadi Kota' }).getByText('dari kantor').count(),
    ).toBe(1);
    await plain.close();
  });

  test('the link to a new date opens its form also before any script has woken', async () => {
    const plain = await browser.newContext({ ...desk, javaScriptEnabled: false });
    const bare = await plain.newPage();
    await signIn(bare, server.url, 'planner', '/rencana/kalender');
    await bare.getByRole('link', { name: 'Tambah tanggal' }).click();
    await bare.locator('details.add form').getByLabel('Nama').fill('Hari Jadi Kota');
    await plain.close();
  });

  test('a viewer sees it and has nothing to press', async () => {
    await signIn(page, server.url, 'viewer', '/rencana/kalender');
    for (const path of ['/rencana/kalender', '/rencana/kalender/malam', '/rencana/kantor']) {
      await page.goto(server.url + path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await page.getByRole('button', { name: /Simpan|Hapus|Kembalikan/ }).count()).toBe(0);
    }
  });
});

describe('the evening rules', () => {
  test('a longer rest at maghrib waits for a reason, then is on the published sessions, where residents see it', async () => {
    const restsTold = async () => {
      const answer = await fetch(`${server.url}/api/v1/sessions?from=2026-11-21&to=2026-11-21`);
      const { sessions } = (await answer.json()) as { sessions: { pauses: { start: string; end: string }[] }[] };
      const minutes = (time = '00:00') => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
      const rests = sessions.flatMap(({ pauses }) => pauses.map(({ start, end }) => minutes(end) - minutes(start)));
      return new Set(rests);
    };
    await signIn(page, server.url, 'planner', '/rencana/kalender/malam');
    expect(await page.getByLabel('Jeda magrib (menit)').inputValue()).toBe('15');
    await page.getByLabel('Jeda magrib (menit)').fill('25');
    await page.getByLabel('Tarawih selesai, menit setelah isya').fill('60');
    await page.getByRole('button', { name: 'Simpan' }).click();
    await page.getByRole('heading', { name: /jadwal terbit masih memakai jam atau jeda lama/ }).waitFor();
    expect(await axeFaults(page)).toEqual([]);
    expect(await restsTold()).toEqual(new Set([15]));
    await page.getByLabel('Alasan').fill('Jeda magrib diperpanjang atas permintaan warga.');
    await page.getByRole('button', { name: /Terapkan pada/ }).click();
    await page.getByRole('status').getByText('jadwal terbit memakai jam dan jeda yang baru').waitFor();
    expect(await restsTold()).toEqual(new Set([25]));
    await page.goto(`${server.url}/rencana/kalender/malam`);
    const ramadan = page.getByRole('table').nth(1);
    // Isya in Surakarta on the first evening of tarawih is about a quarter past seven.
    await ramadan.getByRole('row', { name: /Sore–malam 20\.(15|20)–23\.(15|20)/ }).waitFor();
    await page.getByRole('table').nth(2).getByRole('row', { name: 'Sore–malam tutup' }).waitFor();
    expect(await axeFaults(page)).toEqual([]);
  });

  test('a rest longer than an hour is refused at its field', async () => {
    await signIn(page, server.url, 'planner', '/rencana/kalender/malam');
    const rest = page.getByLabel('Jeda isya (menit)');
    await rest.evaluate((input: HTMLInputElement) => input.form?.setAttribute('novalidate', ''));
    await rest.fill('75');
    await page.getByRole('button', { name: 'Simpan' }).click();
    await page.getByRole('alert').getByText('Jeda isya (menit)').waitFor();
    expect(await rest.getAttribute('aria-invalid')).toBe('true');
    expect(await rest.inputValue()).toBe('75');
  });
});

describe('the office and its slots', () => {
  test('is named, and a slot gets other hours', async () => {
    await signIn(page, server.url, 'planner', '/rencana/kantor');
    expect(await axeFaults(page)).toEqual([]);
    await page.getByLabel('Nama kantor').fill('Dukcapil Kota Uji');
    await page.getByRole('button', { name: 'Simpan', exact: true }).first().click();
    await page.getByRole('status').getByText('Nama kantor tersimpan.').waitFor();
    expect(await page.getByLabel('Nama kantor').inputValue()).toBe('Dukcapil Kota Uji');
    const morning = page.locator('form').filter({ has: page.getByRole('button', { name: 'Simpan: Pagi' }) });
    await morning.getByLabel('Selesai').fill('10:30');
    await morning.getByRole('button', { name: 'Simpan: Pagi' }).click();
    await page.getByRole('status').getByText('Sesi Pagi tersimpan.').waitFor();
    expect(await morning.getByLabel('Selesai').inputValue()).toBe('10:30');
    await morning.getByLabel('Selesai').fill('05:00');
    await morning.getByRole('button', { name: 'Simpan: Pagi' }).click();
    await page.getByRole('alert').waitFor();
    expect(await morning.getByLabel('Selesai').getAttribute('aria-invalid')).toBe('true');
  });
});

describe('a market that keeps its day', () => {
  test('is ticked on its page, told in the list, and residents read its next dates', async () => {
    await signIn(page, server.url, 'planner', '/rencana/lokasi/pasar-kembang');
    const pagi = page.getByRole('group', { name: /^Pagi/ });
    await pagi.locator('summary').click();
    await pagi.getByLabel('Kliwon').check();
    await pagi.getByLabel('Libur nasional').check();
    expect(await axeFaults(page)).toEqual([]);
    await page.getByRole('button', { name: 'Simpan' }).click();
    await page.getByRole('status').getByText('Tersimpan: Pasar Kembang.').waitFor();
    await page
      .getByRole('row', { name: /Pasar Kembang/ })
      .getByText('Pagi setiap Kliwon, tutup libur nasional')
      .waitFor();
    await page.goto(`${server.url}/rencana/lokasi/pasar-kembang`);
    expect(await pagi.getByLabel('Kliwon').isChecked()).toBe(true);
    await page.goto(`${server.url}/lokasi/pasar-kembang`);
    // Legi is on 20 November 2026, so Kliwon on the 24th.
    await page.getByText('Pasaran: buka setiap Kliwon. Berikutnya: Sel 24 Nov, Min 29 Nov, Jum 4 Des.').waitFor();
  });
});
