import { drawQr, FOOT } from './poster-foot.ts';
import { colour, PAGE, type Pen } from './poster-pen.ts';
import type { Sheet, Spot } from './sheet.ts';

export const SPOT_TALL = 104;
const SPOT_QR = 72;

/** Which way it is from places that people know, and its point for a phone's map. */
export function drawSpot(pen: Pen, { words }: Sheet, { geo, coordinates, near, alt }: Spot): void {
  const top = FOOT.top - SPOT_TALL;
  pen.rule(top);
  const right = PAGE.width - PAGE.margin - FOOT.column;
  const width = right - PAGE.margin - 18;
  let below = pen.put('H2', words.map.title, { font: 'heavy', size: 15, top: top + 10, width });
  if (near.length === 0) pen.put('P', coordinates, { font: 'bold', size: 15, top: below + 4, width });
  else
    pen.group('L', () => {
      for (const { text, bearing } of near) {
        drawArrow(pen, bearing, { x: PAGE.margin + 7, y: below + 13 });
        const line = { font: 'regular' as const, size: 14, top: below + 4, left: PAGE.margin + 24, width: width - 24 };
        below = pen.item(() => pen.put('P', text, line));
      }
    });
  drawQr(
    pen,
    { url: geo, alt, link: false },
    { left: right + (FOOT.column - SPOT_QR) / 2, top: top + 8, side: SPOT_QR },
  );
  const centred = { left: right, width: FOOT.column, align: 'center' as const };
  pen.put('P', words.map.scan, { font: 'bold', size: 11, top: top + SPOT_QR + 11, ...centred });
}

/** Up is north, as on the page's upper edge. @param bearing degrees from the north, with the sun */
function drawArrow(pen: Pen, bearing: number, { x, y }: { x: number; y: number }): void {
  pen.ornament(() => {
    const { doc } = pen;
    doc.save().rotate(bearing, { origin: [x, y] });
    doc
      .moveTo(x, y - 7)
      .lineTo(x + 5, y + 6)
      .lineTo(x, y + 3)
      .lineTo(x - 5, y + 6)
      .closePath()
      .fill(colour.ink);
    doc.restore();
  });
}
