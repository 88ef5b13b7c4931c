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
/** Lines stand closer than the font asks, of its letters' size. */
const TIGHTER = 0.12;

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
  /** At a size of 1: sheets are measured many times over until all fits. */
  private readonly widths = new Map<string, number>();

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
    const words = text.split(/\s+/).map((word) => ({ word, width: this.widthOf(word, font, 1) }));
    const space = this.widthOf(' ', font, 1);
    const widest = Math.max(...words.map((one) => one.width));
    let set = broken(words, space, width / size);
    while (size > SMALLEST_POINTS && (set.length > lines || widest * size > width)) {
      size -= 0.5;
      set = broken(words, space, width / size);
    }
    const step = size * (this.tallOf(font) - TIGHTER);
    const tall = set.length * step;
    if (this.measuring) return top + tall;
    this.parent.add(
      doc.struct(kind, {}, () => {
        doc.font(font).fontSize(size).fillColor(ink);
        // Each line is given room to spare: the library would break it anew by widths of its own.
        const spare = width / 4;
        const [x, room] = align === 'center' ? [left - spare, width + 2 * spare] : [left, width + spare];
        for (const [at, line] of set.entries())
          doc.text(line, x, top - size * TIGHTER + at * step, { width: room, align, strike: struck });
      }),
    );
    return top + tall;
  }

  /** Points that a text takes on one line. */
  widthOf(text: string, font: Put['font'], size: number): number {
    const key = `${font} ${text}`;
    const known = this.widths.get(key) ?? this.doc.font(font).fontSize(100).widthOfString(text) / 100;
    this.widths.set(key, known);
    return known * size;
  }

  /** Height of a line, of its letters' size. */
  private tallOf(font: Put['font']): number {
    return this.doc.font(font).fontSize(100).currentLineHeight(true) / 100;
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

/** Lines of words, broken where a space is: never within `KTP-el` or `Jl. Solo-Boyolali`. All widths in one unit. */
function broken(words: readonly { word: string; width: number }[], space: number, width: number): string[] {
  const lines: string[] = [];
  let taken = 0;
  for (const { word, width: wide } of words) {
    if (lines.length > 0 && taken + space + wide <= width) {
      lines[lines.length - 1] += ` ${word}`;
      taken += space + wide;
    } else {
      lines.push(word);
      taken = wide;
    }
  }
  return lines;
}

export function ornament(doc: PosterDocument, draw: () => void): void {
  doc.markContent('Artifact', { type: 'Layout' });
  draw();
  doc.endMarkedContent();
}
