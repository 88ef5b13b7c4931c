import { drawPicture } from './draw-picture.ts';
import { drawPoster } from './draw-poster.ts';
import type { PictureShape } from './picture-shapes.ts';
import type { Sheet } from './sheet.ts';

export type Drawing = PictureShape | 'poster';

/** Runs in a thread of threads.ts, so that nobody waits while a sheet is drawn. */
export default function draw({ drawing, sheet }: { drawing: Drawing; sheet: Sheet }): Promise<Uint8Array> {
  return drawing === 'poster' ? drawPoster(sheet) : drawPicture(sheet, drawing);
}
