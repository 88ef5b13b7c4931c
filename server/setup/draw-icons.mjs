// Draws the icons of the installed app from web/static/icon.svg; run it after changing that. The pictures are committed.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { root } from './run.mjs';

const icon = readFileSync(join(root, 'web/static/icon.svg'), 'utf8');
/** Phones cut a maskable icon to their own shape: the ground fills it and the figure keeps to the inner 80 %. */
const maskable = icon
  .replace(/ rx="14"/, '')
  .replace('<g ', '<g transform="translate(32 32) scale(0.78) translate(-32 -32)" ')
  .replace('<circle ', '<circle transform="translate(32 32) scale(0.78) translate(-32 -32)" ');

await initWasm(readFileSync(createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')));
const folder = join(root, 'web/static/icons');
mkdirSync(folder, { recursive: true });
for (const [name, svg, size] of [
  ['icon-192', icon, 192],
  ['icon-512', icon, 512],
  ['maskable-192', maskable, 192],
  ['maskable-512', maskable, 512],
  ['apple-touch-icon', maskable, 180],
]) {
  const picture = new Resvg(svg, { fitTo: { mode: 'width', value: size } }).render();
  writeFileSync(join(folder, `${name}.png`), picture.asPng());
}
