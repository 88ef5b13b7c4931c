// Every text in every language: a key that one language lacks fails, and so does a parameter that only one uses.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.mjs';

const folder = join(root, 'web/messages');
const faults = [];

function parameters(text) {
  return [...new Set(JSON.stringify(text).match(/\{[a-zA-Z]\w*\}/g) ?? [])].sort().join(' ');
}

for (const face of readdirSync(folder)) {
  const read = (locale) => JSON.parse(readFileSync(join(folder, face, `${locale}.json`), 'utf8'));
  const texts = { id: read('id'), en: read('en') };
  for (const [one, other] of [
    ['id', 'en'],
    ['en', 'id'],
  ]) {
    for (const key of Object.keys(texts[one])) {
      if (!(key in texts[other])) faults.push(`${face}/${other}.json lacks ${key}`);
      else if (one === 'id' && parameters(texts.id[key]) !== parameters(texts.en[key])) {
        faults.push(`${face}: ${key} has other parameters in id and en`);
      }
    }
  }
}
for (const fault of faults) console.error(fault);
process.exitCode = faults.length === 0 ? 0 : 1;
