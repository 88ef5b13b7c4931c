import { colour, PAGE, type Pen, WIDTH } from './poster-pen.ts';
import { qrPath } from './qr-path.ts';
import type { Check, Sheet } from './sheet.ts';

/** Where the foot begins, the side of its code, and the width of the column with it. */
export interface Foot {
  top: number;
  qr: number;
  column: number;
}
export const FOOT: Foot = { top: 568, qr: 126, column: 170 };
/** Below many rows. */
export const LOW_FOOT: Foot = { top: 614, qr: 78, column: 170 };
/** Of the ornament at the edges. */
export const EDGE = 26;

/** What to bring, and the code by which everybody can see whether it still holds. */
export function drawFoot(pen: Pen, sheet: Sheet, foot = FOOT): void {
  const { bring, money, check } = sheet;
  pen.rule(foot.top);
  const right = PAGE.width - PAGE.margin - foot.column;
  const width = right - PAGE.margin - 18;
  const top = foot.top + 12;
  if (bring) {
    pen.fit(PAGE.height - EDGE - 36, (scale) => {
      const size = Math.min(1, scale);
      let below = pen.put('H2', bring.title, { font: 'heavy', size: 21 * size, top, width });
      below = pen.group('L', () =>
        bring.items.reduce((at, item) => drawBullet(pen, item, { top: at + 4, width, size: 14.5 * size }), below),
      );
      return pen.put('P', money, { font: 'bold', size: 14 * size, top: below + 9, width, lines: 2 });
    });
  } else {
    const below = pen.put('P', money, { font: 'bold', size: 17, top, width, lines: 3 });
    pen.put('P', sheet.pageUrl, { font: 'bold', size: 13, top: below + 12, width, lines: 2, ink: colour.action });
  }
  drawCheck(pen, check, { left: right, top, width: foot.column, side: foot.qr });
  drawLastLine(pen, sheet.foot);
}

export function drawLastLine(pen: Pen, text: string): void {
  pen.put('P', text, { font: 'regular', size: 11, top: PAGE.height - EDGE - 22, ink: colour.soft });
}

function drawBullet(
  pen: Pen,
  text: string,
  { top, width, size }: { top: number; width: number; size: number },
): number {
  pen.ornament(() =>
    pen.doc
      .save()
      .circle(PAGE.margin + 4, top + size * 0.58, size * 0.16)
      .fill(colour.ink)
      .restore(),
  );
  const beside = { left: PAGE.margin + 16, width: width - 16 };
  return pen.item(() => pen.put('P', text, { font: 'regular', size, top, lines: 3, ...beside }));
}

interface CheckBox {
  left: number;
  top: number;
  /** Of the column in whose middle it stands. */
  width: number;
  /** Of the QR code. */
  side: number;
}

/** @returns where it ends */
export function drawCheck(pen: Pen, check: Check, { left, top, width, side }: CheckBox): number {
  drawQr(pen, { ...check, link: true }, { left: left + (width - side) / 2, top, side });
  const centred = { left, width, align: 'center' as const };
  let below = top + side + 5;
  if (check.code) below = pen.put('P', check.code, { font: 'heavy', size: 25, top: below, ...centred }) - 2;
  below = pen.put('P', check.ask, { font: 'bold', size: 13, top: below, ...centred });
  if (check.how) below = pen.put('P', check.how, { font: 'regular', size: 10.5, top: below, ...centred });
  return pen.put('P', check.address, { font: 'bold', size: 11, top: below, ink: colour.action, ...centred });
}

export function drawQr(
  pen: Pen,
  { url, alt, link }: { url: string; alt: string; link: boolean },
  { left, top, side }: { left: number; top: number; side: number },
): void {
  const { path, size } = qrPath(url);
  pen.figure(alt, () => {
    pen.doc
      .save()
      .translate(left, top)
      .scale(side / size)
      .path(path)
      .fill('#000000')
      .restore();
  });
  if (link) pen.doc.link(left, top, side, side, url);
}

/** @returns where a black box with white text in it ends */
export function drawAlarm(
  pen: Pen,
  { word, text }: { word: string; text: string },
  { top, size }: { top: number; size: number },
): number {
  const inner = { left: PAGE.margin + 16, width: WIDTH - 32, ink: colour.paper };
  const write = () => {
    const below = pen.put('P', word, { font: 'heavy', size, top: top + 6, ...inner });
    return text ? pen.put('P', text, { font: 'bold', size: 17, top: below + 2, lines: 3, ...inner }) : below - 4;
  };
  const height = pen.measure(write) - top + 12;
  pen.ornament(() => pen.doc.save().rect(PAGE.margin, top, WIDTH, height).fill(colour.ink).restore());
  write();
  return top + height + 10;
}
