import { fileURLToPath } from 'node:url';
import PDFDocument from 'pdfkit';
import { colour, ornament, PAGE, Pen, type PosterDocument, WIDTH } from './poster-pen.ts';
import { qrPath } from './qr-path.ts';
import type { Sheet, SheetLine } from './sheet.ts';

const FOOT = { top: 548, qr: 150 } as const;
const bring = [
  'Fotokopi Kartu Keluarga (KK) terbaru',
  'Datang sendiri, tidak bisa diwakilkan',
  'Umur 16 tahun ke atas atau sudah menikah',
  'KTP-el hilang: surat hilang dari polisi',
];

const fontFile = (weight: 400 | 700 | 800) =>
  fileURLToPath(import.meta.resolve(`@fontsource/noto-sans/files/noto-sans-latin-${weight}-normal.woff`));

/** An A4 poster in PDF: tagged for screen readers, its font embedded, legible from two metres. */
export function drawPoster(sheet: Sheet): Promise<Uint8Array> {
  const title = sheet.evening
    ? `Rekam KTP-el di ${sheet.place}, ${sheet.evening.weekday} ${sheet.evening.date}`
    : `Rekam KTP-el di ${sheet.place}, ${sheet.week?.dates ?? ''}`;
  const doc = new PDFDocument({
    size: 'A4',
    margin: 0,
    pdfVersion: '1.7',
    tagged: true,
    lang: 'id-ID',
    displayTitle: true,
    autoFirstPage: true,
    info: { Title: title, Author: sheet.office, Subject: sheet.pageUrl },
  });
  doc.registerFont('regular', fontFile(400));
  doc.registerFont('bold', fontFile(700));
  doc.registerFont('heavy', fontFile(800));
  const chunks: Uint8Array[] = [];
  const done = new Promise<Uint8Array>((resolve, reject) => {
    doc.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    doc.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
    doc.on('error', reject);
  });
  drawEdge(doc, 0);
  drawEdge(doc, PAGE.height - EDGE);
  const root = doc.struct('Document', { title });
  doc.addStructure(root);
  const pen = new Pen(doc, root);
  let top = drawHead(pen, sheet);
  if (sheet.alarm) top = drawAlarm(pen, sheet.alarm, top);
  if (sheet.evening) drawEvening(pen, sheet, sheet.evening, top);
  if (sheet.week) drawWeek(pen, sheet, sheet.week, top);
  drawFoot(pen, sheet);
  root.end();
  doc.end();
  return done;
}

const EDGE = 26;

/** Kawung: four petals about a dot, as on the header of the pages. */
function drawEdge(doc: PosterDocument, top: number): void {
  ornament(doc, () => {
    doc.save().rect(0, top, PAGE.width, EDGE).fill(colour.action);
    doc.lineWidth(0.9).strokeColor(colour.paper).fillColor(colour.paper);
    const step = EDGE;
    for (let x = step / 2 - 8; x < PAGE.width + step; x += step) {
      const y = top + EDGE / 2;
      for (const angle of [45, 135, 225, 315]) {
        doc
          .save()
          .rotate(angle, { origin: [x, y] })
          .ellipse(x + 9, y, 7, 3.6)
          .stroke()
          .restore();
      }
      doc.circle(x, y, 1.3).fill();
    }
    doc.restore();
  });
}

function drawHead(pen: Pen, { office }: Sheet): number {
  const below = pen.put('P', office, { font: 'bold', size: 15, top: 42, ink: colour.soft, lines: 1 });
  return pen.put('P', 'REKAM KTP-EL · GRATIS', { font: 'heavy', size: 40, top: below + 2, ink: colour.action }) + 10;
}

function drawAlarm(pen: Pen, { word, text }: NonNullable<Sheet['alarm']>, top: number): number {
  const inner = { left: PAGE.margin + 16, width: WIDTH - 32, ink: colour.paper };
  const write = () => {
    const below = pen.put('P', word, { font: 'heavy', size: 46, top: top + 6, ...inner });
    return text ? pen.put('P', text, { font: 'bold', size: 16, top: below - 4, lines: 3, ...inner }) : below - 6;
  };
  const height = pen.measure(write) - top + 10;
  pen.ornament(() => pen.doc.save().rect(PAGE.margin, top, WIDTH, height).fill(colour.ink).restore());
  write();
  return top + height + 10;
}

function drawEvening(
  pen: Pen,
  sheet: Sheet,
  { weekday, date, hours, cancelled: struck }: SheetLine,
  from: number,
): void {
  pen.fit(FOOT.top - 12, (scale) => {
    let top = pen.put('H2', weekday.toUpperCase(), { font: 'heavy', size: 72 * scale, top: from, struck });
    top = pen.put('H2', date, { font: 'bold', size: 46 * scale, top: top - 6 * scale, struck });
    top = pen.put('H2', hours, { font: 'heavy', size: 66 * scale, top: top + 2, struck });
    const rule = top + 8;
    pen.ornament(() => pen.doc.save().rect(PAGE.margin, rule, WIDTH, 4).fill(colour.ink).restore());
    top = pen.put('H1', sheet.place, { font: 'heavy', size: 56 * scale, top: rule + 12 * scale, lines: 2 });
    top = pen.put('P', sheet.address, { font: 'regular', size: 21 * scale, top: top + 2, lines: 2 });
    if (!sheet.pauses) return top;
    return pen.put('P', `${sheet.pauses}, lalu buka lagi`, { font: 'bold', size: 18 * scale, top: top + 4 });
  });
}

const MOST_LINES = 12;

function drawWeek(pen: Pen, sheet: Sheet, { dates, lines }: NonNullable<Sheet['week']>, from: number): void {
  let top = pen.put('H1', sheet.place, { font: 'heavy', size: 52, top: from, lines: 1 });
  top = pen.put('H2', dates, { font: 'bold', size: 28, top: top - 2 }) + 6;
  const shown = lines.slice(0, lines.length > MOST_LINES ? MOST_LINES - 1 : MOST_LINES);
  const room = FOOT.top - 14 - top - (shown.length < lines.length ? 22 : 0);
  const tall = Math.min(92, room / Math.max(1, shown.length));
  const width = shown.some(({ state }) => state) ? WIDTH - 128 : WIDTH;
  for (const line of shown) {
    drawWeekLine(pen, line, { top, tall, width });
    top += tall;
  }
  if (shown.length < lines.length) {
    pen.put('P', `dan ${lines.length - shown.length} jadwal lagi: ${sheet.pageUrl}`, {
      font: 'bold',
      size: 14,
      top: top + 2,
    });
  }
  if (lines.length === 0) pen.put('P', 'Minggu ini belum ada jadwal.', { font: 'bold', size: 24, top: top + 10 });
}

interface WeekRow {
  top: number;
  tall: number;
  /** Room for the word of a state beside it. */
  width: number;
}

function drawWeekLine(
  pen: Pen,
  { weekday, date, hours, place, state, cancelled }: SheetLine,
  { top, tall, width }: WeekRow,
): void {
  const { doc } = pen;
  pen.ornament(() => doc.save().rect(PAGE.margin, top, WIDTH, 1.5).fill(colour.ink).restore());
  const size = Math.min(width < WIDTH ? 21 : 29, tall * 0.4);
  const when = `${weekday} ${date.replace(/ \d{4}$/, '')}, ${hours}`;
  const below = pen.put('P', when, { font: 'heavy', size, top: top + tall * 0.06, width, struck: cancelled });
  pen.put('P', place, { font: 'regular', size: size * 0.8, top: below - 2, struck: cancelled });
  if (!state) return;
  const [left, high] = [PAGE.margin + WIDTH - 120, Math.min(24, tall * 0.5)];
  pen.ornament(() =>
    doc
      .save()
      .rect(left, top + tall * 0.12, 120, high)
      .fill(colour.ink)
      .restore(),
  );
  pen.put('P', state, {
    font: 'bold',
    size: high * 0.58,
    top: top + tall * 0.12 + high * 0.16,
    left,
    width: 120,
    align: 'center',
    ink: colour.paper,
  });
}

function drawFoot(pen: Pen, sheet: Sheet): void {
  const { doc } = pen;
  const { top, qr } = FOOT;
  pen.ornament(() => doc.save().rect(PAGE.margin, top, WIDTH, 1.5).fill(colour.ink).restore());
  const right = PAGE.width - PAGE.margin - qr;
  const width = right - PAGE.margin - 22;
  let below = pen.put('H2', 'Yang perlu dibawa', { font: 'heavy', size: 21, top: top + 14, width });
  for (const item of bring)
    below = pen.put('P', `•  ${item}`, { font: 'regular', size: 15.5, top: below + 3, width, lines: 2 });
  below = pen.put('P', 'Gratis. Petugas tidak pernah meminta uang; laporkan bila ada.', {
    font: 'bold',
    size: 14,
    top: below + 8,
    width,
    lines: 2,
  });
  drawQr(pen, sheet, right, top + 16);
  const beside = { left: right - 10, width: qr + 20, align: 'center' as const };
  const code = pen.put('P', sheet.code, { font: 'heavy', size: 25, top: top + qr + 20, ...beside });
  pen.put('P', 'Masih berlaku? Pindai, atau buka', { font: 'regular', size: 10.5, top: code - 2, ...beside });
  pen.put('P', sheet.checkAddress, { font: 'bold', size: 10.5, top: code + 12, ...beside });
  pen.put('P', `Diperiksa ${sheet.checkedAt}. Jadwal dapat berubah: periksa kodenya sebelum berangkat.`, {
    font: 'regular',
    size: 11,
    top: PAGE.height - EDGE - 24,
    ink: colour.soft,
  });
}

function drawQr(pen: Pen, { checkUrl, code }: Sheet, left: number, top: number): void {
  const { path, size } = qrPath(checkUrl);
  const scale = FOOT.qr / size;
  pen.figure(`Kode QR untuk memeriksa kode ${code}: ${checkUrl}`, () => {
    pen.doc.save().translate(left, top).scale(scale).path(path).fill('#000000').restore();
  });
  pen.doc.link(left, top, FOOT.qr, FOOT.qr, checkUrl);
}
