import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run } from './run.mjs';

const stamp = join(root, 'node_modules/.installed-lock');

function lockHash() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
}

/**
 * Installs what package-lock.json pins, unless that very lock file is installed already. It tells of it on stderr, as
 * stdout belongs to the command that follows.
 */
export async function installDependencies() {
  const wanted = lockHash();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.error('Installing dependencies …');
  const npm = process.env.npm_execpath;
  const toStderr = { stdout: process.stderr };
  const code = npm ? await run(process.execPath, [npm, 'ci'], toStderr) : await run('npm', ['ci'], toStderr);
  if (code !== 0) {
    console.error('The dependencies could not be installed; npm says why above.');
    process.exit(code);
  }
  writeFileSync(stamp, wanted);
}
