import {
  alarmBox,
  type Box,
  box,
  checkLines,
  colour,
  eveningBox,
  lines,
  type Shape,
  tableBox,
} from './picture-boxes.ts';
import type { Sheet } from './sheet.ts';

/** What a picture is made for: a link's preview in chats, or the whole height of a phone. */
export type PictureShape = 'wide' | 'tall';

interface Drawn extends Shape {
  width: number;
  height: number;
  /** Where the QR code is drawn. */
  qr: { left: number; top: number; side: number };
  page(sheet: Sheet, shape: Shape): Box;
}

const CARD = { left: 822, top: 122, width: 332, height: 484 } as const;

export const pictureShapes: Readonly<Record<PictureShape, Drawn>> = {
  wide: {
    width: 1200,
    height: 630,
    scale: 1,
    rows: { large: 3, medium: 4, most: 8 },
    qr: { left: 850, top: 146, side: 276 },
    page: widePage,
  },
  tall: {
    width: 1080,
    height: 1920,
    scale: 1.42,
    rows: { large: 4, medium: 6, most: 12 },
    qr: { left: 86, top: 1342, side: 380 },
    page: tallPage,
  },
};

function content(sheet: Sheet, shape: Shape): (Box | null)[] {
  const { alarm, evening, table } = sheet;
  return [
    alarm && alarmBox(alarm, shape),
    evening && eveningBox(sheet, evening, shape),
    table && tableBox(sheet, table, shape),
  ];
}

const sheetStyle = {
  flexDirection: 'column',
  width: '100%',
  height: '100%',
  background: colour.ground,
  fontFamily: 'Noto Sans',
  color: colour.ink,
} as const;

/** That it is free is not told of what is called off. */
function headline({ service, free, bring }: Sheet): string {
  return bring ? `${service}, ${free}` : service;
}

function widePage(sheet: Sheet, shape: Shape): Box {
  const { evening, alarm, bring } = sheet;
  const bar = { padding: '0 48px', alignItems: 'center', justifyContent: 'space-between' };
  return box(sheetStyle, [
    box({ height: 92, ...bar, ...headStyle(6) }, [
      box({ flexShrink: 0, fontSize: sizeToFit(headline(sheet), 34, 800), fontWeight: 800 }, headline(sheet)),
      lines(2, { flexGrow: 1, flexBasis: 0, marginLeft: 32, fontSize: 20, textAlign: 'right' }, sheet.office),
    ]),
    box({ flexGrow: 1, padding: '24px 0 0 48px' }, [
      box({ flexDirection: 'column', width: 750, paddingRight: 24 }, content(sheet, shape)),
      checkCard(sheet),
      evening && !alarm && !evening.news && bring
        ? box({ position: 'absolute', left: 48, bottom: 26, fontSize: 25, color: colour.ink }, bring.short)
        : null,
    ]),
  ]);
}

function checkCard({ check }: Sheet): Box {
  return box(
    {
      position: 'absolute',
      ...CARD,
      boxSizing: 'border-box',
      flexDirection: 'column',
      alignItems: 'center',
      paddingTop: pictureShapes.wide.qr.side + 30,
      ...cardStyle,
    },
    checkLines(check, 1),
  );
}

const cardStyle = { borderRadius: 14, border: `2px solid ${colour.line}`, background: colour.paper } as const;

/** The heaviest letters are 0.6 of their size wide on average. */
function sizeToFit(text: string, largest: number, width: number): number {
  return Math.min(largest, width / (text.length * 0.6));
}

function headStyle(border: number) {
  return { background: colour.action, borderBottom: `${border}px solid ${colour.highlight}`, color: colour.paper };
}

/** What phones lay over a status, at the top and the bottom, covers nothing that is told. */
function tallPage(sheet: Sheet, shape: Shape): Box {
  const { check, bring, money } = sheet;
  return box(sheetStyle, [
    box({ flexDirection: 'column', justifyContent: 'flex-end', height: 330, padding: '0 56px 26px', ...headStyle(8) }, [
      lines(1, { fontSize: 32 }, sheet.office),
      box({ fontSize: sizeToFit(headline(sheet), 64, 968), fontWeight: 800, lineHeight: 1.25 }, headline(sheet)),
    ]),
    box({ flexDirection: 'column', justifyContent: 'center', height: 880, padding: '0 56px' }, content(sheet, shape)),
    box(
      {
        position: 'absolute',
        ...{ left: 56, top: 1312, width: 968, height: 440 },
        boxSizing: 'border-box',
        flexDirection: 'column',
        justifyContent: 'center',
        padding: '0 24px 0 440px',
        ...cardStyle,
      },
      checkLines(check, 1.5),
    ),
    box({ position: 'absolute', left: 56, top: 1216, width: 968, height: 84, alignItems: 'flex-end' }, [
      lines(2, { fontSize: 32, fontWeight: 700 }, bring ? bring.short : money),
    ]),
  ]);
}
