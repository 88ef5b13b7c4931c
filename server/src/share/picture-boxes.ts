import { sayInstead } from './say-dates.ts';
import type { Check, Evening, Instead, Row, Sheet, Table, Tone } from './sheet.ts';

/** The tokens of web/src/app.css. */
export const colour = {
  ink: '#14222b',
  soft: '#51626d',
  line: '#d9e1e4',
  ground: '#f6f8f7',
  paper: '#ffffff',
  action: '#0b4f63',
  tonight: '#a8560c',
  highlight: '#f2c27b',
  good: '#1e6b45',
  danger: '#b3261e',
} as const;

export type Style = Record<string, string | number>;
export interface Box {
  type: 'div';
  props: { style: Style; children?: string | Box[] };
}

export function box(style: Style, children?: string | (Box | null)[]): Box {
  const kept = Array.isArray(children) ? children.filter((child) => child !== null) : children;
  return {
    type: 'div',
    props: { style: { display: 'flex', ...style }, ...(kept === undefined ? {} : { children: kept }) },
  };
}

/** Text of at most so many lines. */
export function lines(count: number, style: Style, text: string): Box {
  return box({ display: 'block', lineHeight: 1.25, lineClamp: count, ...style }, text);
}

/** How large things are drawn, and how much fits. */
export interface Shape {
  /** 1 on the wide picture. */
  scale: number;
  /** Rows that stand under each other, by how large they are. */
  rows: { large: number; medium: number; most: number };
}

const struckOut: Style = { textDecoration: 'line-through', color: colour.soft };

/** The longer a text, the smaller: a reason is told whole. */
export function alarmBox({ kind, word, text }: NonNullable<Sheet['alarm']>, { scale }: Shape): Box {
  const size = text.length <= 90 ? 27 : text.length <= 150 ? 24 : text.length <= 220 ? 21 : 19;
  const ground = { cancelled: colour.danger, changed: colour.tonight, over: colour.soft }[kind];
  return box(
    {
      flexDirection: 'column',
      marginBottom: 16 * scale,
      padding: `${8 * scale}px ${22 * scale}px ${14 * scale}px`,
      borderRadius: 14 * scale,
      background: ground,
      color: colour.paper,
    },
    [
      box({ fontSize: 52 * scale, fontWeight: 800, lineHeight: 1.15 }, word),
      text ? lines(4, { fontSize: size * scale }, text) : null,
    ],
  );
}

export function eveningBox(sheet: Sheet, evening: Evening, shape: Shape): Box {
  const { scale } = shape;
  const { weekday, date, hours, cancelled, instead, news, rests } = evening;
  if (cancelled) {
    const when = `${weekday}, ${date} · ${hours}`;
    return box({ flexDirection: 'column' }, [
      box({ fontSize: 25 * scale, fontWeight: 700, ...struckOut }, when),
      lines(1, { fontSize: 29 * scale, fontWeight: 800, ...struckOut }, sheet.place),
      instead
        ? insteadBox(sheet, instead, shape)
        : lines(3, { fontSize: 28 * scale, marginTop: 14 }, sheet.words.instead.none),
    ]);
  }
  const tight = sheet.alarm !== null || news !== null;
  const roomy = sheet.alarm === null && (rests === '' || scale > 1);
  const place = (tight ? 42 : 60) * (sheet.place.length > 24 ? 0.8 : 1);
  return box({ flexDirection: 'column' }, [
    news && newsBox(news, shape),
    box({ fontSize: (tight ? 36 : 44) * scale, fontWeight: 700, color: colour.tonight }, `${weekday}, ${date}`),
    box({ fontSize: Math.min((tight ? 60 : 88) * scale, 106), fontWeight: 800, lineHeight: 1.15 }, hours),
    lines(2, { marginTop: 6 * scale, fontSize: place * scale, fontWeight: 800, lineHeight: 1.15 }, sheet.place),
    lines(
      tight ? 1 : 2,
      { marginTop: 6 * scale, fontSize: (tight ? 25 : 30) * scale, color: colour.soft },
      sheet.address,
    ),
    rests ? box({ marginTop: 6 * scale, fontSize: (tight ? 22 : 26) * scale, color: colour.soft }, rests) : null,
    instead ? (roomy ? insteadBox : insteadLine)(sheet, instead, shape) : null,
  ]);
}

const grounds: Readonly<Record<Tone, string>> = {
  good: colour.good,
  warm: colour.tonight,
  danger: colour.danger,
  soft: colour.soft,
};

function newsBox({ tone, state, why, at }: NonNullable<Evening['news']>, { scale }: Shape): Box {
  const word = [state, why].filter(Boolean).join(': ');
  const size = (word.length > 34 ? 26 : 32) * scale;
  return box(
    {
      alignSelf: 'flex-start',
      alignItems: 'center',
      marginBottom: 14 * scale,
      padding: `${6 * scale}px ${20 * scale}px ${8 * scale}px`,
      borderRadius: 14 * scale,
      background: grounds[tone],
      color: colour.paper,
    },
    [box({ fontSize: size, fontWeight: 800 }, word), box({ marginLeft: 16 * scale, fontSize: 24 * scale }, at)],
  );
}

/** Where to go instead, as large as the session that fell away would have been. */
function insteadBox({ words }: Sheet, { place, day, hours, address, far }: Instead, { scale }: Shape): Box {
  return box(
    {
      flexDirection: 'column',
      marginTop: 12 * scale,
      paddingLeft: 18 * scale,
      borderLeft: `${6 * scale}px solid ${colour.action}`,
    },
    [
      box({ fontSize: 25 * scale, fontWeight: 700, color: colour.action }, `${words.instead.title}:`),
      lines(2, { fontSize: (place.length > 26 ? 36 : 44) * scale, fontWeight: 800, lineHeight: 1.15 }, place),
      box({ fontSize: 32 * scale, fontWeight: 700 }, `${day}, ${hours}`),
      lines(2, { fontSize: 22 * scale, color: colour.soft }, [address, far].filter(Boolean).join(' · ')),
    ],
  );
}

/** Beside a session that goes on, but has no room or has stopped. */
function insteadLine({ words }: Sheet, instead: Instead, { scale }: Shape): Box {
  const style = { marginTop: 12 * scale, fontSize: 25 * scale, fontWeight: 700, color: colour.action };
  return lines(2, style, sayInstead(instead, words));
}

export function tableBox(sheet: Sheet, { dates, rows, none }: Table, shape: Shape): Box {
  const { scale } = shape;
  const { large, medium } = shape.rows;
  const most = shape.rows.most - (sheet.alarm ? 3 : 0);
  const shown = rows.length > most ? rows.slice(0, most - 1) : rows;
  const rest = rows.length - shown.length;
  const tall = shown.length + 0.5 * shown.filter(({ notes }) => notes.length > 0).length + (sheet.alarm ? 1.5 : 0);
  const title = Math.min(50, 1100 / sheet.place.length);
  return box({ flexDirection: 'column' }, [
    lines(1, { fontSize: title * scale, fontWeight: 800, lineHeight: 1.15 }, sheet.place),
    box({ marginBottom: 12 * scale, fontSize: 29 * scale, fontWeight: 700, color: colour.tonight }, dates),
    ...shown.map((row) => {
      if (shown.length === 1) return onlyRow(row, shape);
      if (tall <= medium + 0.5) return rowBox(row, tall <= large ? 'large' : 'medium', shape);
      return smallRow(row, shape, shown.length <= (medium + most) / 2 ? 26 : 22);
    }),
    rest > 0 ? box({ marginTop: 8 * scale, fontSize: 24 * scale, color: colour.soft }, moreText(sheet, rest)) : null,
    rows.length === 0 ? lines(3, { fontSize: 34 * scale }, none) : null,
  ]);
}

function moreText({ words }: Sheet, count: number): string {
  return words.week.more.replace('{count}', String(count));
}

function onlyRow(row: Row, { scale }: Shape): Box {
  const { weekday, date, hours, place, details } = row;
  const struck = row.struck ? struckOut : {};
  return box({ flexDirection: 'column', paddingTop: 8 * scale, borderTop: `2px solid ${colour.line}` }, [
    box({ alignItems: 'center' }, [
      date || weekday ? box({ fontSize: 34 * scale, fontWeight: 700, ...struck }, `${weekday} ${date}`.trim()) : null,
      tag(row, scale),
    ]),
    box({ fontSize: 72 * scale, fontWeight: 800, lineHeight: 1.15, ...struck }, hours),
    lines(2, { fontSize: 44 * scale, fontWeight: 800, lineHeight: 1.15 }, place),
    lines(2, { marginTop: 6 * scale, fontSize: 26 * scale, color: colour.soft }, details.join(' · ')),
    notesBox(row, { lines: 4, size: 26 * scale }),
  ]);
}

function notesBox({ notes }: Row, { lines: count, size }: { lines: number; size: number }): Box | null {
  return notes.length > 0 ? lines(count, { fontSize: size, fontWeight: 700 }, notes.join(' ')) : null;
}

function rowBox(row: Row, size: 'large' | 'medium', { scale }: Shape): Box {
  const { short, hours, place, details } = row;
  const struck = row.struck ? struckOut : {};
  const large = size === 'large';
  const letters = (large ? 33 : 28) * (row.state ? 0.86 : 1);
  return box({ flexDirection: 'column', padding: `${6 * scale}px 0`, borderTop: `2px solid ${colour.line}` }, [
    box({ alignItems: 'center' }, [
      box({ fontSize: letters * scale, fontWeight: 700, ...struck }, short ? `${short} · ${hours}` : hours),
      tag(row, scale),
    ]),
    lines(1, { fontSize: (large ? 28 : 24) * scale, fontWeight: 700, color: colour.soft }, place),
    large && details.length > 0 ? lines(1, { fontSize: 22 * scale, color: colour.soft }, details.join(' · ')) : null,
    notesBox(row, { lines: 2, size: (large ? 22 : 20) * scale }),
  ]);
}

function smallRow(row: Row, { scale }: Shape, size: number): Box {
  const { short, hours, place } = row;
  const struck = row.struck ? struckOut : {};
  const when = `${short} ${hours.replace(/ \w+$/, '')}`.trim();
  return box({ alignItems: 'center', padding: `${4 * scale}px 0`, borderTop: `2px solid ${colour.line}` }, [
    box({ flexShrink: 0, fontSize: size * scale, fontWeight: 700, ...struck }, when),
    lines(
      1,
      { marginLeft: 14 * scale, flexGrow: 1, flexBasis: 0, fontSize: size * scale, color: colour.soft, ...struck },
      place,
    ),
    tag(row, scale * 0.8),
  ]);
}

function tag({ state, tone }: Row, scale: number): Box | null {
  if (!state) return null;
  return box(
    {
      flexShrink: 0,
      marginLeft: 14 * scale,
      padding: `0 ${12 * scale}px`,
      borderRadius: 8 * scale,
      fontSize: 20 * scale,
      fontWeight: 700,
      background: grounds[tone],
      color: colour.paper,
    },
    state,
  );
}

/** What is written beside a QR code; the code itself is drawn over it. */
export function checkLines({ code, address, ask, how }: Check, scale: number): Box[] {
  const host = Math.min(22, 530 / address.length);
  return [
    box({ fontSize: 25 * scale, fontWeight: 700 }, ask),
    ...(how ? [box({ fontSize: 20 * scale, color: colour.soft }, how)] : []),
    box({ fontSize: host * scale, fontWeight: 700, color: colour.action }, address),
    ...(code ? [box({ fontSize: 44 * scale, fontWeight: 800, letterSpacing: 2, lineHeight: 1.2 }, code)] : []),
  ];
}
