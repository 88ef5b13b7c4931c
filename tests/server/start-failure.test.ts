import { readdir } from 'node:fs/promises';
import { startFailure } from '@jemput/server/start-failure';
import { expect, test } from 'vitest';

const settings = { host: '127.0.0.1', port: 80 };

test('a folder that may not be read is not told as a port that may not be used', async () => {
  const missing = await readdir('/nowhere/j.contact-keys').catch((error: unknown) => error);
  const locked = Object.assign(new Error(), missing, { code: 'EACCES' });
  expect(startFailure(locked, settings)).toBe(
    'Cannot open /nowhere/j.contact-keys: not allowed. Start it as its owner.',
  );
  const port = Object.assign(new Error(), { code: 'EACCES', syscall: 'listen' });
  expect(startFailure(port, settings)).toContain('port 80 of 127.0.0.1');
});
