import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contactKeys } from '@jemput/server/privacy/contact-keys';
import type { LocalDate } from '@jemput/shared/calendar/local-date';
import { afterAll, expect, test } from 'vitest';

const folder = await mkdtemp(join(tmpdir(), 'jemput-keys-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const lastDate = '2026-11-27' as LocalDate;

test('a key of which a full disk kept nothing is made anew, and opens what it sealed', async () => {
  await writeFile(join(folder, `${lastDate}.key`), '');
  const sealed = contactKeys(folder).seal('Siti', lastDate);
  expect(sealed).not.toContain('Siti');
  expect(contactKeys(folder).open(sealed)).toBe('Siti');
});
