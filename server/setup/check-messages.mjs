// Every text in every language that its readers have: residents read four, planners and crews two. A key that a language
// lacks fails, and so does a parameter that only one uses, a text left in Indonesian that nobody says is the same, and a text
// that no page shows.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { publicTexts, usedTexts } from './public-texts.mjs';
import { root } from './run.mjs';

const folder = join(root, 'web/messages');
/** Catalogues that are public as a whole; of the others only what a residents' page shows. */
const publicCatalogues = ['common', 'finder', 'share', 'data', 'ticket'];
const staffLanguages = ['id', 'en'];
const residentsLanguages = ['id', 'en', 'jv', 'su'];

const { alike } = JSON.parse(readFileSync(join(folder, 'same-as-indonesian.json'), 'utf8'));
const shown = publicTexts();
const used = usedTexts();
const faults = [];

function parameters(text) {
  return [...new Set(JSON.stringify(text).match(/\{[a-zA-Z]\w*\}/g) ?? [])].sort().join(' ');
}

function read(catalogue, language) {
  const file = join(folder, catalogue, `${language}.json`);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

function checkText(catalogue, key, id, language, text) {
  const place = `${catalogue}/${language}.json`;
  if (text === undefined) faults.push(`${place} lacks ${key}: ${JSON.stringify(id)}`);
  else if (parameters(text) !== parameters(id)) faults.push(`${place}: ${key} has other parameters than in id`);
  // One word may well be the same; a sentence is not.
  else if (language !== 'en' && /\s\S/.test(text) && text === id && !(key in (alike[language] ?? {})))
    faults.push(`${place}: ${key} is still in Indonesian; translate it, or say why in same-as-indonesian.json`);
}

for (const entry of readdirSync(folder, { withFileTypes: true })) {
  if (!entry.isDirectory()) continue;
  const catalogue = entry.name;
  const id = read(catalogue, 'id');
  for (const key of Object.keys(id)) if (!used.has(key)) faults.push(`${catalogue}: no page shows ${key}; remove it`);
  for (const language of residentsLanguages.filter((language) => language !== 'id')) {
    const texts = read(catalogue, language);
    for (const key of Object.keys(texts)) if (!(key in id)) faults.push(`${catalogue}/id.json lacks ${key}`);
    for (const key of Object.keys(id)) {
      const readHere =
        staffLanguages.includes(language) || publicCatalogues.includes(catalogue) || shown.has(key) || key in texts;
      if (readHere) checkText(catalogue, key, id[key], language, texts[key]);
    }
  }
}
for (const fault of faults) console.error(fault);
process.exitCode = faults.length === 0 ? 0 : 1;
