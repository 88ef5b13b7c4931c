import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { root } from './run.mjs';

const source = join(root, 'web/src');
const imported = /from\s*'((?:\.{1,2}\/|#lib\/)[^']+)'|import\('((?:\.{1,2}\/|#lib\/)[^']+)'\)/g;

/** @returns {Set<string>} keys of every text that a page of residents, or a part of one, names */
export function publicTexts() {
  const pages = filesIn(join(source, 'routes/(finder)'));
  const seen = new Set();
  const waiting = [...pages, join(source, 'routes/+error.svelte'), join(source, 'routes/+layout.svelte')];
  const keys = new Set();
  for (let file = waiting.pop(); file; file = waiting.pop()) {
    if (seen.has(file) || file.includes('/lib/paraglide/') || !existsSync(file)) continue;
    seen.add(file);
    const text = readFileSync(file, 'utf8');
    for (const key of keysIn(text)) keys.add(key);
    for (const [, one, other] of text.matchAll(imported)) waiting.push(addressOf(one ?? other, file));
  }
  return keys;
}

/** @returns {Set<string>} keys of every text that any page names; a key put together from parts would not be found. */
export function usedTexts() {
  const texts = filesIn(source).filter((file) => !file.includes('/lib/paraglide/'));
  return new Set(texts.flatMap((file) => keysIn(readFileSync(file, 'utf8'))));
}

/** `m.key`, also where a line breaks before the point. */
function keysIn(text) {
  return [...text.matchAll(/\bm\s*\.([a-z]\w*)/g)].map(([, key]) => key);
}

function addressOf(name, from) {
  return name.startsWith('#lib/') ? join(source, 'lib', name.slice(5)) : resolve(dirname(from), name);
}

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(svelte|ts)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}
