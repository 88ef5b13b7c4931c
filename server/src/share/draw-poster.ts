import PDFDocument from 'pdfkit';
import { drawCancelled, drawEvening } from './poster-evening.ts';
import { EDGE } from './poster-foot.ts';
import { colour, ornament, PAGE, Pen, type PosterDocument, registerFonts } from './poster-pen.ts';
import { drawTable } from './poster-table.ts';
import type { Sheet } from './sheet.ts';

/** A4 posters in PDF: tagged for screen readers, their font embedded, legible from two metres. */
export function drawPoster(sheet: Sheet): Promise<Uint8Array> {
  const { title } = sheet;
  const doc = new PDFDocument({
    size: 'A4',
    margin: 0,
    pdfVersion: '1.7',
    tagged: true,
    lang: sheet.tag,
    displayTitle: true,
    autoFirstPage: true,
    info: {
      Title: title,
      Author: sheet.office,
      Subject: sheet.pageUrl,
      // Left out, it is the machine's clock, and no two drawings are alike.
      CreationDate: new Date(sheet.checkedMillis),
    },
  });
  registerFonts(doc);
  const chunks: Uint8Array[] = [];
  const done = new Promise<Uint8Array>((resolve, reject) => {
    doc.on('data', (chunk: Uint8Array) => chunks.push(chunk));
    doc.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
    doc.on('error', reject);
  });
  drawEdges(doc);
  const root = doc.struct('Document', { title });
  doc.addStructure(root);
  drawSheet(new Pen(doc, root), sheet);
  root.end();
  doc.end();
  return done;
}

function drawSheet(pen: Pen, sheet: Sheet): void {
  const { evening, table } = sheet;
  const top = drawHead(pen, sheet);
  if (evening?.cancelled) drawCancelled(pen, sheet, evening, top);
  else if (evening) drawEvening(pen, sheet, evening, top);
  if (!table) return;
  drawTable(pen, sheet, table, top, () => {
    pen.doc.addPage({ size: 'A4', margin: 0 });
    drawEdges(pen.doc);
  });
}

function drawEdges(doc: PosterDocument): void {
  drawEdge(doc, 0);
  drawEdge(doc, PAGE.height - EDGE);
}

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

/** What is called off is not offered: then the service is told small, and not that it is free. */
function drawHead(pen: Pen, { office, service, free, second, bring }: Sheet): number {
  const top = pen.put('P', office, { font: 'bold', size: 14, top: 38, ink: colour.soft });
  if (!bring) return pen.put('P', service, { font: 'bold', size: 19, top: top + 2, ink: colour.action }) + 8;
  const head = `${service} · ${free}`.toUpperCase();
  const below = pen.put('P', head, { font: 'heavy', size: 38, top: top + 1, ink: colour.action });
  if (!second) return below + 8;
  return pen.put('P', second, { font: 'regular', size: 15, top: below - 2, ink: colour.soft }) + 8;
}
