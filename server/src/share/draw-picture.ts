import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import satori from 'satori';
import { qrPath } from './qr-path.ts';
import type { Sheet, SheetLine } from './sheet.ts';

export const PICTURE = { width: 1200, height: 630 } as const;

/** The tokens of web/src/app.css. */
const colour = {
  ink: '#14222b',
  soft: '#51626d',
  line: '#d9e1e4',
  ground: '#f6f8f7',
  paper: '#ffffff',
  action: '#0b4f63',
  tonight: '#a8560c',
  highlight: '#f2c27b',
  danger: '#b3261e',
  dangerSoft: '#fbe9e7',
  tonightSoft: '#fbeedd',
} as const;

const CARD = { left: 822, top: 128, width: 332, height: 474 } as const;
const QR = { left: 844, top: 150, side: 288 } as const;
const MOST_LINES = 5;

type Style = Record<string, string | number>;
interface Box {
  type: 'div';
  props: { style: Style; children?: string | Box[] };
}

function box(style: Style, children?: string | (Box | null)[]): Box {
  const kept = Array.isArray(children) ? children.filter((child) => child !== null) : children;
  return {
    type: 'div',
    props: { style: { display: 'flex', ...style }, ...(kept === undefined ? {} : { children: kept }) },
  };
}

const fontOf = (weight: 400 | 700 | 800) => ({
  name: 'Noto Sans',
  weight,
  style: 'normal' as const,
  data: readFileSync(
    fileURLToPath(import.meta.resolve(`@fontsource/noto-sans/files/noto-sans-latin-${weight}-normal.woff`)),
  ),
});

let ready: Promise<ReturnType<typeof fontOf>[]> | undefined;

function prepare() {
  ready ??= initWasm(readFileSync(fileURLToPath(import.meta.resolve('@resvg/resvg-wasm/index_bg.wasm')))).then(() =>
    ([400, 700, 800] as const).map(fontOf),
  );
  return ready;
}

/** A PNG of 1200 × 630 pixels, the size that chats and social networks show whole. */
export async function drawPicture(sheet: Sheet): Promise<Uint8Array> {
  const fonts = await prepare();
  const svg = await satori(page(sheet) as unknown as Parameters<typeof satori>[0], { ...PICTURE, fonts });
  return new Resvg(svg.replace(/<\/svg>\s*$/, `${qrSvg(sheet.checkUrl)}</svg>`)).render().asPng();
}

function qrSvg(text: string): string {
  const { path, size } = qrPath(text);
  const scale = QR.side / size;
  return `<path transform="translate(${QR.left} ${QR.top}) scale(${scale})" fill="${colour.ink}" d="${path}"/>`;
}

function page(sheet: Sheet): Box {
  const { evening, week, alarm } = sheet;
  return box(
    {
      flexDirection: 'column',
      width: '100%',
      height: '100%',
      background: colour.ground,
      fontFamily: 'Noto Sans',
      color: colour.ink,
    },
    [
      box(
        {
          height: 92,
          padding: '0 48px',
          alignItems: 'center',
          justifyContent: 'space-between',
          background: colour.action,
          borderBottom: `6px solid ${colour.highlight}`,
          color: colour.paper,
        },
        [
          box({ fontSize: 34, fontWeight: 800 }, 'Rekam KTP-el, gratis'),
          box({ display: 'block', fontSize: 23, maxWidth: 690, lineClamp: 1 }, sheet.office),
        ],
      ),
      box({ flexGrow: 1, padding: '30px 0 0 48px' }, [
        box({ flexDirection: 'column', width: 730, paddingRight: 20 }, [
          alarm && alarmBox(alarm),
          evening && eveningBox(sheet, evening),
          week && weekBox(sheet, week),
        ]),
        checkBox(sheet),
        evening && !alarm ? bringLine() : null,
      ]),
    ],
  );
}

function bringLine(): Box {
  const place = { position: 'absolute', left: 48, bottom: 30 } as const;
  return box({ ...place, fontSize: 26, color: colour.ink }, 'Bawa fotokopi Kartu Keluarga. Mulai umur 16 tahun.');
}

function alarmBox({ word, text }: NonNullable<Sheet['alarm']>): Box {
  const bad = word === 'DIBATALKAN';
  return box(
    {
      flexDirection: 'column',
      marginBottom: 18,
      padding: '10px 22px 14px',
      borderRadius: 14,
      background: bad ? colour.danger : word === 'JADWAL BARU' ? colour.tonight : colour.soft,
      color: colour.paper,
    },
    [
      box({ fontSize: 56, fontWeight: 800, lineHeight: 1.15 }, word),
      text ? box({ display: 'block', fontSize: 25, lineHeight: 1.25, lineClamp: 2 }, text) : null,
    ],
  );
}

function eveningBox(sheet: Sheet, { weekday, date, hours, cancelled }: SheetLine): Box {
  const tight = sheet.alarm !== null;
  const struck: Style = cancelled ? { textDecoration: 'line-through', color: colour.soft } : {};
  return box({ flexDirection: 'column' }, [
    box({ fontSize: tight ? 38 : 44, fontWeight: 700, color: colour.tonight, ...struck }, `${weekday}, ${date}`),
    box({ fontSize: tight ? 64 : 88, fontWeight: 800, lineHeight: 1.15, ...struck }, hours),
    box(
      {
        display: 'block',
        marginTop: 10,
        fontSize: tight ? 42 : sheet.place.length > 24 ? 48 : 60,
        fontWeight: 800,
        lineHeight: 1.15,
        lineClamp: 2,
      },
      sheet.place,
    ),
    box(
      {
        display: 'block',
        marginTop: 8,
        fontSize: tight ? 25 : 30,
        lineHeight: 1.3,
        color: colour.soft,
        lineClamp: tight ? 1 : 2,
      },
      sheet.address,
    ),
    sheet.pauses && !tight ? box({ marginTop: 10, fontSize: 26, color: colour.soft }, sheet.pauses) : null,
  ]);
}

function weekBox(sheet: Sheet, { dates, lines }: NonNullable<Sheet['week']>): Box {
  const shown = lines.length > MOST_LINES ? lines.slice(0, MOST_LINES - 1) : lines;
  const rest = lines.length - shown.length;
  const large = shown.length <= 3 && !shown.some(({ state }) => state);
  return box({ flexDirection: 'column' }, [
    box({ display: 'block', fontSize: 50, fontWeight: 800, lineHeight: 1.15, lineClamp: 1 }, sheet.place),
    box({ marginBottom: 14, fontSize: 30, fontWeight: 700, color: colour.tonight }, dates),
    ...shown.map((line) => weekLine(line, large)),
    rest > 0 ? box({ marginTop: 10, fontSize: 26, color: colour.soft }, `dan ${rest} jadwal lagi`) : null,
    lines.length === 0 ? box({ fontSize: 30 }, 'Minggu ini belum ada jadwal.') : null,
  ]);
}

function weekLine({ weekday, date, hours, place, state, cancelled }: SheetLine, large: boolean): Box {
  const struck: Style = cancelled ? { textDecoration: 'line-through', color: colour.soft } : {};
  return box({ flexDirection: 'column', padding: '6px 0', borderTop: `2px solid ${colour.line}` }, [
    box({ alignItems: 'center' }, [
      box(
        { fontSize: large ? 36 : 29, fontWeight: 700, ...struck },
        `${weekday} ${date.replace(/ \d{4}$/, '')} · ${hours}`,
      ),
      state ? tag(state, cancelled) : null,
    ]),
    box({ display: 'block', fontSize: large ? 30 : 24, color: colour.soft, lineClamp: 1 }, place),
  ]);
}

function tag(state: string, cancelled: boolean): Box {
  return box(
    {
      marginLeft: 14,
      padding: '0 12px',
      borderRadius: 8,
      fontSize: 21,
      fontWeight: 700,
      background: cancelled ? colour.danger : colour.tonight,
      color: colour.paper,
    },
    state,
  );
}

function checkBox({ code, checkAddress }: Sheet): Box {
  return box(
    {
      position: 'absolute',
      ...CARD,
      boxSizing: 'border-box',
      flexDirection: 'column',
      alignItems: 'center',
      paddingTop: QR.side + 30,
      borderRadius: 14,
      border: `2px solid ${colour.line}`,
      background: colour.paper,
    },
    [
      box({ fontSize: 23, color: colour.soft }, 'Masih berlaku? Pindai, atau'),
      box({ fontSize: checkAddress.length > 26 ? 18 : 22, fontWeight: 700, color: colour.action }, checkAddress),
      box({ fontSize: 44, fontWeight: 800, letterSpacing: 2 }, code),
    ],
  );
}
