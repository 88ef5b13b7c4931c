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

const SMALLEST = 0.55;
const SCALES = [1.2, 1.15, 1.1, 1.05, 1, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, SMALLEST];

/** Writes text into the page and into its structure. */
export class Pen {
  readonly doc: PosterDocument;
  private readonly root: PDFKit.PDFStructureElement;
  private measuring = false;

  constructor(doc: PosterDocument, root: PDFKit.PDFStructureElement) {
    this.doc = doc;
    this.root = root;
  }

  /** The largest scale at which what `draw` writes ends above `bottom`; `draw` returns where it ends. */
  fit(bottom: number, draw: (scale: number) => number): void {
    draw(this.measure(() => SCALES.find((one) => draw(one) <= bottom) ?? SMALLEST));
  }

  /** What `draw` answers, with nothing drawn. */
  measure(draw: () => number): number {
    this.measuring = true;
    const answer = draw();
    this.measuring = false;
    return answer;
  }

  /** @returns where the text ends, in points from the top */
  put(kind: 'H1' | 'H2' | 'P', text: string, { font, top, left = PAGE.margin, width = WIDTH, ...put }: Put): number {
    const { doc } = this;
    const { ink = colour.ink, align = 'left', lines = 1, struck = false } = put;
    let { size } = put;
    const height = () =>
      doc
        .font(font)
        .fontSize(size)
        .heightOfString(text, { width, lineGap: -size * 0.12 });
    while (size > 9 && (height() > lines * size * 1.36 || widestWord(doc, text) > width)) size -= 1;
    const tall = height();
    if (this.measuring) return top + tall;
    this.root.add(
      doc.struct(kind, {}, () => {
        doc.font(font).fontSize(size).fillColor(ink);
        doc.text(text, left, top - size * 0.12, { width, align, lineGap: -size * 0.12, strike: struck });
      }),
    );
    return top + tall;
  }

  /** Something to look at, told to screen readers in words. */
  figure(alt: string, draw: () => void): void {
    this.root.add(this.doc.struct('Figure', { alt }, draw));
  }

  /** Nothing to read. */
  ornament(draw: () => void): void {
    if (!this.measuring) ornament(this.doc, draw);
  }
}

function widestWord(doc: PosterDocument, text: string): number {
  return Math.max(...text.split(/\s+/).map((word) => doc.widthOfString(word)));
}

export function ornament(doc: PosterDocument, draw: () => void): void {
  doc.markContent('Artifact', { type: 'Layout' });
  draw();
  doc.endMarkedContent();
}
