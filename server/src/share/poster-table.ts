import { drawAlarm, drawFoot, drawLastLine, EDGE, FOOT, LOW_FOOT } from './poster-foot.ts';
import { colour, PAGE, type Pen, WIDTH } from './poster-pen.ts';
import { drawSpot, SPOT_TALL } from './poster-spot.ts';
import type { Row, Sheet, Table } from './sheet.ts';
import { fillIn } from './words/sheet-words.ts';

const GUTTER = 22;
const HALF = (WIDTH - GUTTER) / 2;
/** Below these a row cannot be read from two steps away: then it takes two columns, then another page. */
const SMALLEST = { one: 0.75, two: 0.85 } as const;

/** So few rows stand as large as an evening of its own, all under each other. */
const FEW = 2;
/** With more the head and the foot make room. */
const SOME = 3;

interface Box {
  left: number;
  width: number;
  scale: number;
}

/** Sessions of a week, of a venue's four weeks, or of a city's day, as large as their number lets. @param from where the head ends */
export function drawTable(pen: Pen, sheet: Sheet, table: Table, from: number, nextPage: () => void): void {
  const many = table.rows.length > SOME;
  let top = pen.put('H1', sheet.place, { font: 'heavy', size: many ? 38 : 48, top: from, lines: 1 });
  if (sheet.address && !many) {
    top = pen.put('P', sheet.address, { font: 'regular', size: 16, top: top - 2, lines: 2 });
  }
  top = pen.put('H2', table.dates, { font: 'bold', size: many ? 23 : 27, top }) + 8;
  if (sheet.alarm) top = drawAlarm(pen, sheet.alarm, { top, size: 46 });
  if (table.rows.length === 0) pen.put('P', table.none, { font: 'bold', size: 28, top: top + 20, lines: 3 });
  const foot = many ? LOW_FOOT : FOOT;
  const spot = many ? null : sheet.spot;
  const bottom = foot.top - 10 - (spot ? SPOT_TALL : 0);
  const more = pen.measure(() => drawRows(pen, table.rows, { top, bottom })).length > 0 ? 24 : 0;
  const left = drawRows(pen, table.rows, { top, bottom: bottom - more });
  if (left.length > 0) {
    const { more: rest, page } = sheet.words.week;
    const text = `${fillIn(rest, { count: left.length })} · ${fillIn(page, { page: 2 })}`;
    pen.put('P', text, { font: 'bold', size: 15, top: bottom - more + 4 });
  }
  if (spot) drawSpot(pen, sheet, spot);
  drawFoot(pen, sheet, foot);
  drawPages(pen, sheet, { rows: left, dates: table.dates }, nextPage);
}

/** What is left over goes on further pages, each with its own head. */
function drawPages(
  pen: Pen,
  { place, check, pageUrl, words, foot }: Sheet,
  { rows, dates }: { rows: readonly Row[]; dates: string },
  nextPage: () => void,
): void {
  const area = { top: 122, bottom: PAGE.height - EDGE - 52 };
  let left = rows;
  for (let page = 2; left.length > 0; page++) {
    nextPage();
    const top = pen.put('H2', place, { font: 'heavy', size: 34, top: 42 });
    const which = `${dates} · ${fillIn(words.week.page, { page })}`;
    pen.put('H2', which, { font: 'bold', size: 22, top: top - 2 });
    left = drawRows(pen, left, area);
    const code = check.code ? `${check.ask} ${check.code}, ${check.address}` : pageUrl;
    pen.put('P', code, { font: 'bold', size: 13, top: PAGE.height - EDGE - 42 });
    drawLastLine(pen, foot);
  }
}

/** @returns those for which there was no room */
function drawRows(pen: Pen, rows: readonly Row[], { top, bottom }: { top: number; bottom: number }): readonly Row[] {
  if (rows.length === 0) return rows;
  const room = bottom - top;
  const tall = (all: readonly Row[], box: Box, draw: typeof drawWide) =>
    pen.measure(() => all.reduce((at, row) => draw(pen, row, { ...box, top: at }), 0));
  const scaleOf = (smallest: number, fits: (scale: number) => boolean) =>
    Array.from({ length: 24 }, (_, at) => (36 - at) / 20).find((scale) => scale >= smallest && fits(scale));

  const whole = { left: PAGE.margin, width: WIDTH };
  for (const draw of rows.length <= FEW ? [drawLarge, drawWide] : [drawWide]) {
    const one = scaleOf(SMALLEST.one, (scale) => tall(rows, { ...whole, scale }, draw) <= room);
    if (one === undefined) continue;
    const spare = Math.min(18, (room - tall(rows, { ...whole, scale: one }, draw)) / rows.length);
    drawColumn(pen, rows, { ...whole, scale: one, top, spare, draw });
    return [];
  }
  const half = Math.ceil(rows.length / 2);
  const columns = [rows.slice(0, half), rows.slice(half)];
  const narrow = { left: PAGE.margin, width: HALF };
  const two = scaleOf(SMALLEST.two, (scale) =>
    columns.every((column) => tall(column, { ...narrow, scale }, drawNarrow) <= room),
  );
  const scale = two ?? SMALLEST.two;
  let left = rows;
  for (const side of [0, 1]) {
    const box = { left: PAGE.margin + side * (HALF + GUTTER), width: HALF, scale };
    const mine =
      two === undefined ? asManyAsFit(left, (some) => tall(some, box, drawNarrow) <= room) : (columns[side] ?? []);
    drawColumn(pen, mine, { ...box, top, spare: 0, draw: drawNarrow });
    left = left.slice(mine.length);
  }
  return left;
}

function asManyAsFit(rows: readonly Row[], fits: (some: readonly Row[]) => boolean): readonly Row[] {
  let count = 1;
  while (count < rows.length && fits(rows.slice(0, count + 1))) count++;
  return rows.slice(0, count);
}

function drawColumn(
  pen: Pen,
  rows: readonly Row[],
  { top, spare, draw, ...box }: Box & { top: number; spare: number; draw: typeof drawWide },
): void {
  pen.group('L', () => {
    let at = top;
    for (const row of rows) at = pen.item(() => draw(pen, row, { ...box, top: at })) + spare;
  });
}

/** All under each other over the whole width. @returns where it ends */
function drawLarge(pen: Pen, row: Row, { top, left, width, scale }: Box & { top: number }): number {
  pen.rule(top, { left, width, tall: 3 });
  const { struck } = row;
  const at = top + 8 * scale;
  const large = 1.5 * scale;
  const tag = row.state ? tagWidth(pen, row.state, large) : 0;
  const day = `${row.weekday} ${row.date}`.trim();
  const beside = { left, width: width - tag - (tag && 10) };
  let below = pen.put('P', day, { font: 'heavy', size: 30 * scale, top: at, struck, ...beside });
  if (row.state) drawTag(pen, row.state, { left: left + width - tag, top: at + 4 * scale, width: tag, scale: large });
  below = pen.put('P', row.hours, { font: 'heavy', size: 44 * scale, top: below - 4 * scale, struck, left, width });
  below = pen.put('P', row.place, { font: 'bold', size: 30 * scale, top: below - 2, lines: 2, struck, left, width });
  return drawDetails(pen, row, { left, width, top: below, size: 17 * scale }) + 10 * scale;
}

/** Day on the left, hours and place beside it. @returns where it ends */
function drawWide(pen: Pen, row: Row, { top, left, width, scale }: Box & { top: number }): number {
  pen.rule(top, { left, width });
  const { struck } = row;
  const day = { left, width: width * 0.34, struck };
  const at = top + 7 * scale;
  let side = pen.put('P', row.weekday, { font: 'heavy', size: 24 * scale, top: at, lines: 2, ...day });
  if (row.date) side = pen.put('P', row.date, { font: 'bold', size: 18 * scale, top: side - 2, ...day });
  const beside = { left: left + width * 0.36, width: width * 0.64 };
  const tag = row.state ? tagWidth(pen, row.state, scale) : 0;
  const hours = { ...beside, width: beside.width - tag - (tag && 8) };
  let below = pen.put('P', row.hours, { font: 'heavy', size: 25 * scale, top: at, struck, ...hours });
  if (row.state) drawTag(pen, row.state, { left: left + width - tag, top: at + 4 * scale, width: tag, scale });
  below = pen.put('P', row.place, { font: 'bold', size: 20 * scale, top: below - 2, lines: 2, struck, ...beside });
  below = drawDetails(pen, row, { ...beside, top: below, size: 13.5 * scale });
  return Math.max(side, below) + 7 * scale;
}

/** All under each other, for two columns. @returns where it ends */
function drawNarrow(pen: Pen, row: Row, { top, left, width, scale }: Box & { top: number }): number {
  pen.rule(top, { left, width });
  const box = { left, width };
  const { struck } = row;
  let below = top + 5 * scale;
  if (row.state) {
    drawTag(pen, row.state, { left, top: below + 2, width: tagWidth(pen, row.state, scale), scale });
    below += 24 * scale;
  }
  const day = `${row.weekday} ${row.date}`.trim();
  below = pen.put('P', day, { font: 'heavy', size: 16 * scale, top: below, struck, ...box });
  below = pen.put('P', row.hours, { font: 'heavy', size: 18 * scale, top: below - 2, struck, ...box });
  below = pen.put('P', row.place, { font: 'bold', size: 15 * scale, top: below - 1, lines: 2, struck, ...box });
  return drawDetails(pen, row, { ...box, top: below, size: 11.5 * scale }) + 6 * scale;
}

function drawDetails(
  pen: Pen,
  { details, notes }: Row,
  { top, size, ...box }: { top: number; size: number; left: number; width: number },
): number {
  let below = top;
  if (details.length > 0) below = pen.put('P', details.join(' · '), { font: 'regular', size, top, lines: 3, ...box });
  if (notes.length === 0) return below;
  return pen.put('P', notes.join(' '), { font: 'bold', size, top: below, lines: 6, ...box });
}

function tagWidth(pen: Pen, word: string, scale: number): number {
  return Math.min(WIDTH * 0.3, pen.widthOf(word, 'bold', 13 * scale) + 16 * scale);
}

function drawTag(pen: Pen, word: string, { left, top, width, scale }: Box & { top: number }): void {
  pen.ornament(() =>
    pen.doc
      .save()
      .rect(left, top, width, 20 * scale)
      .fill(colour.ink)
      .restore(),
  );
  const centred = { left, width, align: 'center' as const, ink: colour.paper };
  pen.put('P', word, { font: 'bold', size: 12.5 * scale, top: top + 2.2 * scale, ...centred });
}
