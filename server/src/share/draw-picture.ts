import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import satori from 'satori';
import { colour } from './picture-boxes.ts';
import { type PictureShape, pictureShapes } from './picture-shapes.ts';
import { qrPath } from './qr-path.ts';
import type { Sheet } from './sheet.ts';

const fontOf = (weight: 400 | 700 | 800) => ({
  name: 'Noto Sans',
  weight,
  style: 'normal' as const,
  data: readFileSync(
    fileURLToPath(import.meta.resolve(`@fontsource/noto-sans/files/noto-sans-latin-${weight}-normal.woff`)),
  ),
});

let ready: Promise<ReturnType<typeof fontOf>[]> | undefined;

function prepare() {
  ready ??= initWasm(readFileSync(fileURLToPath(import.meta.resolve('@resvg/resvg-wasm/index_bg.wasm')))).then(() =>
    ([400, 700, 800] as const).map(fontOf),
  );
  return ready;
}

/** A PNG: `wide` of 1200 × 630 pixels, which chats and social networks show whole, `tall` of 1080 × 1920 as a phone's status. */
export async function drawPicture(sheet: Sheet, shape: PictureShape = 'wide'): Promise<Uint8Array> {
  const svg = await layOutPicture(sheet, shape);
  const { qr } = pictureShapes[shape];
  return new Resvg(svg.replace(/<\/svg>\s*$/, `${qrSvg(sheet.check.url, qr)}</svg>`)).render().asPng();
}

/** The same as SVG, without its QR code. @param letters `drawn` as outlines, or `written` as text */
export async function layOutPicture(
  sheet: Sheet,
  shape: PictureShape,
  letters: 'drawn' | 'written' = 'drawn',
): Promise<string> {
  const fonts = await prepare();
  const { width, height, page, scale, rows } = pictureShapes[shape];
  const root = page(sheet, { scale, rows }) as unknown as Parameters<typeof satori>[0];
  return satori(root, { width, height, fonts, embedFont: letters === 'drawn' });
}

function qrSvg(text: string, { left, top, side }: { left: number; top: number; side: number }): string {
  const { path, size } = qrPath(text);
  return `<path transform="translate(${left} ${top}) scale(${side / size})" fill="${colour.ink}" d="${path}"/>`;
}
