import { describe, expect, test } from 'vitest';
import { browser, context, page, pageEachTest, phone, server } from '../fixtures/a-page.ts';
import { axeFaults } from '../fixtures/accessible.ts';
import { signIn } from '../fixtures/sign-in.ts';

pageEachTest(phone);

async function tryToSignIn(name: string, password: string): Promise<void> {
  await page.getByLabel('Nama akun').fill(name);
  await page.getByLabel('Kata sandi').fill(password);
  await page.getByRole('button', { name: 'Masuk' }).click();
}

describe('signing in', () => {
  test('leads a crew member to the evening and a planner to the workbench', async () => {
    await signIn(page, server.url, 'crew');
    expect(new URL(page.url()).pathname).toBe('/petugas');
    await context.clearCookies();
    await signIn(page, server.url, 'planner');
    expect(new URL(page.url()).pathname).toBe('/rencana');
  });

  test('brings people back to the page they asked for', async () => {
    await page.goto(`${server.url}/rencana/lokasi?q=pasar`);
    expect(new URL(page.url()).pathname).toBe('/masuk');
    await tryToSignIn('planner', 'perencana');
    await page.waitForURL(`${server.url}/rencana/lokasi?q=pasar`);
  });

  test.each(['https://example.org/', '//example.org/', '/\\example.org', 'javascript:alert(1)'])(
    'never leads away from this site: %s',
    async (address) => {
      await signIn(page, server.url, 'crew', address);
      expect(page.url()).toBe(`${server.url}/petugas`);
    },
  );

  test('works without JavaScript, and the cookie is out of reach of scripts', async () => {
    const plain = await browser.newContext({ javaScriptEnabled: false });
    const plainPage = await plain.newPage();
    await signIn(plainPage, server.url, 'crew');
    expect(new URL(plainPage.url()).pathname).toBe('/petugas');
    const cookies = await plain.cookies();
    const session = cookies.find(({ name }) => name.includes('session_token'));
    expect(session).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
    await plainPage.getByRole('button', { name: 'Keluar' }).click();
    await plainPage.goto(`${server.url}/petugas`);
    expect(new URL(plainPage.url()).pathname).toBe('/masuk');
    await plain.close();
  });

  test('tells a wrong password from an unknown trouble, and keeps the name', async () => {
    await page.goto(`${server.url}/masuk`);
    await tryToSignIn('planner', 'salah-sekali');
    await expect.poll(() => page.getByRole('alert').innerText()).toContain('tidak cocok');
    expect(await page.getByLabel('Nama akun').inputValue()).toBe('planner');
  });

  test('stops guessing with words that say how to go on', async () => {
    await page.goto(`${server.url}/masuk`);
    for (let attempt = 0; attempt < 6; attempt++) {
      const answered = page.waitForResponse((response) => response.request().method() === 'POST');
      await tryToSignIn('viewer', `tebakan-${attempt}`);
      await answered;
    }
    await expect.poll(() => page.getByRole('alert').innerText()).toContain('Terlalu banyak percobaan');
  });

  test('tells the owner of a disabled account so', async () => {
    await signIn(page, server.url, 'admin', '/rencana/akun');
    await page.getByText('Tambah akun').click();
    await page.getByLabel('Nama lengkap').last().fill('Bekas Petugas');
    await page.getByLabel('Nama akun').last().fill('bekas.petugas');
    await page.getByLabel('Kata sandi').last().fill('rahasia-lama');
    await page.getByRole('button', { name: 'Simpan' }).last().click();
    await page.getByText('Tersimpan: bekas.petugas').waitFor();
    await page.getByText('Bekas Petugas').click();
    const account = page.getByRole('listitem').filter({ hasText: 'Bekas Petugas' });
    await account.getByLabel('Nonaktifkan').check();
    await account.getByRole('button', { name: 'Simpan' }).click();
    await account.getByText('dinonaktifkan').waitFor();

    await context.clearCookies();
    await page.goto(`${server.url}/masuk`);
    await tryToSignIn('bekas.petugas', 'rahasia-lama');
    await expect.poll(() => page.getByRole('alert').innerText()).toContain('dinonaktifkan');
  });
});

test.each(['light', 'dark'] as const)(
  'the sign-in page has nothing that axe finds wrong in %s',
  async (colorScheme) => {
    const looked = await browser.newContext({ colorScheme });
    const lookedPage = await looked.newPage();
    await lookedPage.goto(`${server.url}/masuk`);
    expect(await axeFaults(lookedPage)).toEqual([]);
    await looked.close();
  },
);
