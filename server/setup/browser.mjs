import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { bin, run } from './run.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

function onPath() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find((file) => existsSync(file));
}

/** The browser that Playwright downloaded for itself, if it did. */
function ofPlaywright() {
  const script = "import('@playwright/test').then((p) => console.log(p.chromium.executablePath()))";
  const found = spawnSync(join(bin, 'node'), ['-e', script], { cwd: join(bin, '../../tests'), encoding: 'utf8' });
  const file = found.stdout?.trim();
  return file && existsSync(file) ? file : undefined;
}

function isRoot() {
  return process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0;
}

/** @returns {Promise<string | undefined>} a Chromium to test with: the one there is, or one installed now */
export async function findBrowser() {
  const there = process.env.CHROMIUM_PATH ?? onPath() ?? ofPlaywright();
  if (there) return there;
  console.log('No Chromium found; installing one for the browser tests …');
  await run('playwright', ['install', 'chromium'], { quiet: true });
  if (ofPlaywright()) return ofPlaywright();
  if (isRoot()) {
    await run('apt-get', ['update', '-qq'], { quiet: true });
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'], {
      quiet: true,
    });
  }
  return onPath();
}
