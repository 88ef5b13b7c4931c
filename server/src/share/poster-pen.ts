import { fileURLToPath } from 'node:url';
import type PDFDocument from 'pdfkit';

export type PosterDocument = InstanceType<typeof PDFDocument>;

/** A4 upright, in points of 1/72 inch. */
export const PAGE = { width: 595.28, height: 841.89, margin: 42 } as const;
export const WIDTH = PAGE.width - 2 * PAGE.margin;
/** Prints as black and greys; nothing is told by colour alone. */
export const colour = { ink: '#14222b', soft: '#43525c', action: '#0b4f63', paper: '#ffffff' } as const;

interface Put {
  font: 'regular' | 'bold' | 'heavy';
  size: number;
  top: number;
  left?: number;
  width?: number;
  ink?: string;
  align?: 'left' | 'center';
  /** The text is made smaller until it takes no more lines than these. */
  lines?: number;
  struck?: boolean;
}

const SCALES = Array.from({ length: 22 }, (_, at) => (32 - at) / 20);
const SMALLEST_POINTS = 7;
/** The library sets word by word, which is a little wider than a line measured whole. */
const NEARLY = 0.975;

const fontFile = (weight: 400 | 700 | 800) =>
  fileURLToPath(import.meta.resolve(`@fontsource/noto-sans/files/noto-sans-latin-${weight}-normal.woff`));

export function registerFonts(doc: PosterDocument): void {
  doc.registerFont('regular', fontFile(400));
  doc.registerFont('bold', fontFile(700));
  doc.registerFont('heavy', fontFile(800));
}

/** Writes text into the page and into its structure. */
export class Pen {
  readonly doc: PosterDocument;
  private parent: PDFKit.PDFStructureElement;
  private measuring = false;

  constructor(doc: PosterDocument, root: PDFKit.PDFStructureElement) {
    this.doc = doc;
    this.parent = root;
  }

  /** The largest scale at which what `draw` writes ends above `bottom`; `draw` returns where it ends. */
  fit(bottom: number, draw: (scale: number) => number): number {
    return draw(this.measure(() => SCALES.find((one) => draw(one) <= bottom) ?? SCALES.at(-1) ?? 1));
  }

  /** What `draw` answers, with nothing drawn. */
  measure<Answer>(draw: () => Answer): Answer {
    const before = this.measuring;
    this.measuring = true;
    const answer = draw();
    this.measuring = before;
    return answer;
  }

  /** What `draw` writes belongs together: a list, an item of one. */
  group<Answer>(kind: 'L' | 'LI' | 'LBody', draw: () => Answer): Answer {
    if (this.measuring) return draw();
    const outer = this.parent;
    const inner = this.doc.struct(kind);
    outer.add(inner);
    this.parent = inner;
    const answer = draw();
    inner.end();
    this.parent = outer;
    return answer;
  }

  /** One item of a list. */
  item<Answer>(draw: () => Answer): Answer {
    return this.group('LI', () => this.group('LBody', draw));
  }

  /** @returns where the text ends, in points from the top */
  put(kind: 'H1' | 'H2' | 'P', text: string, { font, top, left = PAGE.margin, width = WIDTH, ...put }: Put): number {
    const { doc } = this;
    const { ink = colour.ink, align = 'left', lines = 1, struck = false } = put;
    let { size } = put;
    const height = () => {
      doc.font(font).fontSize(size);
      return doc.heightOfString(betweenWords(doc, text, width), { width, lineGap: -size * 0.12 });
    };
    while (size > SMALLEST_POINTS && (height() > lines * size * 1.36 || widestWord(doc, text) > width)) size -= 0.5;
    const tall = height();
    if (this.measuring) return top + tall;
    this.parent.add(
      doc.struct(kind, {}, () => {
        doc.font(font).fontSize(size).fillColor(ink);
        doc.text(betweenWords(doc, text, width), left, top - size * 0.12, {
          width,
          align,
          lineGap: -size * 0.12,
          strike: struck,
        });
      }),
    );
    return top + tall;
  }

  /** Points that a text takes on one line. */
  widthOf(text: string, font: Put['font'], size: number): number {
    return this.doc.font(font).fontSize(size).widthOfString(text);
  }

  /** Something to look at, told to screen readers in words. */
  figure(alt: string, draw: () => void): void {
    if (!this.measuring) this.parent.add(this.doc.struct('Figure', { alt }, draw));
  }

  /** Nothing to read. */
  ornament(draw: () => void): void {
    if (!this.measuring) ornament(this.doc, draw);
  }

  /** A line across. */
  rule(top: number, place: { left?: number; width?: number; tall?: number } = {}): void {
    const { left = PAGE.margin, width = WIDTH, tall = 1.5 } = place;
    this.ornament(() => this.doc.save().rect(left, top, width, tall).fill(colour.ink).restore());
  }
}

/** Broken where a space is, never within `KTP-el` or `Jl. Solo-Boyolali`. */
function betweenWords(doc: PosterDocument, text: string, width: number): string {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const longer = `${lines.at(-1) ?? ''} ${word}`.trim();
    if (lines.length > 0 && doc.widthOfString(longer) <= width * NEARLY) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.join('\n');
}

function widestWord(doc: PosterDocument, text: string): number {
  return Math.max(...text.split(/\s+/).map((word) => doc.widthOfString(word)));
}

export function ornament(doc: PosterDocument, draw: () => void): void {
  doc.markContent('Artifact', { type: 'Layout' });
  draw();
  doc.endMarkedContent();
}
