import { drawAlarm, drawCheck, drawFoot, drawLastLine, drawQr, EDGE, FOOT } from './poster-foot.ts';
import { colour, PAGE, type Pen, WIDTH } from './poster-pen.ts';
import { drawSpot, SPOT_TALL } from './poster-spot.ts';
import type { Evening, Instead, Sheet } from './sheet.ts';

/** A session that takes place: when, where, how to get there, what to bring. @param from where the head ends */
export function drawEvening(pen: Pen, sheet: Sheet, evening: Evening, from: number): void {
  const { hours, rests, news, instead } = evening;
  const told = news ? drawNews(pen, news, from) : from;
  const start = sheet.alarm ? drawAlarm(pen, sheet.alarm, { top: told, size: news ? 30 : 46 }) : told;
  pen.fit(FOOT.top - (sheet.spot || instead ? SPOT_TALL + 12 : 12), (scale) => {
    let top = drawDay(pen, evening, { top: start, scale, brief: start > from });
    top = pen.put('H2', hours, { font: 'heavy', size: 60 * scale, top: top - 2 * scale });
    pen.rule(top + 6 * scale, { tall: 4 });
    top = pen.put('H1', sheet.place, { font: 'heavy', size: 50 * scale, top: top + 16 * scale, lines: 2 });
    top = pen.put('P', sheet.address, { font: 'regular', size: 20 * scale, top: top + 2, lines: 2 });
    return rests ? pen.put('P', rests, { font: 'bold', size: 18 * scale, top: top + 4, lines: 2 }) : top;
  });
  if (instead) drawBeside(pen, sheet, instead);
  else if (sheet.spot) drawSpot(pen, sheet, sheet.spot);
  drawFoot(pen, sheet);
}

/** What its crew said last: over everything else where setting out may be in vain. */
function drawNews(pen: Pen, { tone, state, why, at }: NonNullable<Evening['news']>, top: number): number {
  if (tone === 'good') return pen.put('P', `${state}, ${at}`, { font: 'bold', size: 20, top }) + 4;
  return drawAlarm(pen, { word: state.toUpperCase(), text: [why, at].filter(Boolean).join(', ') }, { top, size: 46 });
}

const BESIDE_QR = 62;

/** Where to go instead of a session that has no room, has stopped or is over, in the place of the way to it. */
function drawBeside(pen: Pen, { words }: Sheet, { place, day, hours, address, far, check }: Instead): void {
  const top = FOOT.top - SPOT_TALL;
  pen.rule(top);
  const right = PAGE.width - PAGE.margin - FOOT.column;
  const text = { font: 'bold' as const, width: right - PAGE.margin - 18 };
  const title = `${words.instead.picture}:`;
  let below = pen.put('H2', title, { ...text, size: 15, top: top + 8, ink: colour.action });
  below = pen.put('P', place, { ...text, font: 'heavy', size: 24, top: below - 2 });
  below = pen.put('P', `${day}, ${hours}`, { ...text, size: 17, top: below - 1 });
  const way = [address, far].filter(Boolean).join(' · ');
  pen.put('P', way, { ...text, font: 'regular', size: 12.5, top: below, lines: 2 });
  const qr = { left: right + (FOOT.column - BESIDE_QR) / 2, top: top + 10, side: BESIDE_QR };
  drawQr(pen, { ...check, link: true }, qr);
  const centred = { left: right, width: FOOT.column, align: 'center' as const };
  pen.put('P', check.code ?? '', { font: 'heavy', size: 17, top: top + BESIDE_QR + 14, ...centred });
}

function drawDay(
  pen: Pen,
  { weekday, date }: Evening,
  { top, scale, brief }: { top: number; scale: number; brief: boolean },
): number {
  if (brief) return pen.put('H2', `${weekday} ${date}`, { font: 'heavy', size: 38 * scale, top });
  const below = pen.put('H2', weekday.toUpperCase(), { font: 'heavy', size: 64 * scale, top });
  return pen.put('H2', date, { font: 'bold', size: 42 * scale, top: below - 8 * scale });
}

/** A session that was called off: that first, then where to go instead, as large as a session of its own. */
export function drawCancelled(pen: Pen, sheet: Sheet, evening: Evening, from: number): void {
  let top = sheet.alarm ? drawAlarm(pen, sheet.alarm, { top: from, size: 74 }) : from;
  const what = `${evening.weekday} ${evening.date}, ${evening.hours}`;
  top = pen.put('H2', what, { font: 'bold', size: 23, top: top + 2, struck: true });
  top = pen.put('H1', sheet.place, { font: 'bold', size: 23, top: top + 1, struck: true });
  top = pen.put('P', sheet.address, { font: 'regular', size: 14, top: top + 1 }) + 12;
  if (evening.instead) {
    drawInstead(pen, sheet, evening.instead, top);
    return;
  }
  pen.rule(top, { tall: 4 });
  pen.put('P', sheet.words.instead.none, { font: 'heavy', size: 30, top: top + 20, lines: 4 });
  drawFoot(pen, sheet);
}

const INSTEAD_QR = 112;

function drawInstead(pen: Pen, sheet: Sheet, instead: Instead, from: number): void {
  const { money, check, words, foot } = sheet;
  const bottom = PAGE.height - EDGE - 30;
  const codes = bottom - INSTEAD_QR - 88;
  pen.ornament(() => {
    pen.doc
      .save()
      .lineWidth(4)
      .strokeColor(colour.ink)
      .rect(PAGE.margin, from, WIDTH, bottom - from)
      .stroke()
      .restore();
  });
  const inner = { left: PAGE.margin + 18, width: WIDTH - 36 };
  pen.fit(codes - 8, (scale) => {
    const title = `${words.instead.title}:`;
    let top = pen.put('H2', title, { font: 'heavy', size: 27 * scale, top: from + 12, ink: colour.action, ...inner });
    top = pen.put('H1', instead.place, { font: 'heavy', size: 46 * scale, top, lines: 2, ...inner });
    top = pen.put('P', instead.day, { font: 'heavy', size: 38 * scale, top: top - 2, ...inner });
    top = pen.put('P', instead.hours, { font: 'heavy', size: 46 * scale, top: top - 4 * scale, ...inner });
    const way = [instead.address, instead.far].filter(Boolean).join(' · ');
    return pen.put('P', way, { font: 'bold', size: 19 * scale, top: top + 2, lines: 2, ...inner });
  });
  drawCheck(pen, instead.check, { left: inner.left, top: codes, width: FOOT.column, side: INSTEAD_QR });
  const beside = { left: inner.left + FOOT.column + 24, width: inner.width - FOOT.column - 24 };
  const below = pen.put('P', money, { font: 'bold', size: 17, top: codes + 10, lines: 4, ...beside });
  const own = words.check.own.replace('{code}', check.code ?? '');
  pen.put('P', own, { font: 'regular', size: 14, top: below + 14, lines: 2, ...beside });
  drawLastLine(pen, foot);
}
