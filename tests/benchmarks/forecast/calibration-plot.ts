import { writeFileSync } from 'node:fs';
import { OURS } from './forecasters.ts';
import type { QuantileShare } from './method-score.ts';
import type { JudgedPanel } from './panel-tables.ts';

const file = new URL('../../../.github/forecast-calibration.svg', import.meta.url);

const SIDE = 300;
const WIDTH = 430;
const EDGE = { left: 52, top: 44 };
const LEGEND_LINE = 16;
const LEVELS = [0, 0.25, 0.5, 0.75, 1];
/** The band that coverage is asked to keep. */
const ASKED = 0.03;
const COLOURS = 6;

interface Curve {
  name: string;
  quantiles: readonly QuantileShare[];
}

/** Readable on white and on black: GitHub shows it on the reader's own. */
const STYLE = `text { font: 12px system-ui, sans-serif; fill: #57606a; }
.title { font-weight: 600; font-size: 14px; fill: #24292f; }
.grid { stroke: #8c959f; stroke-opacity: 0.35; }
.right { stroke: #8c959f; stroke-dasharray: 4 4; } .band { fill: #8c959f; fill-opacity: 0.18; }
polyline { fill: none; stroke-width: 1.75; stroke-linejoin: round; }
.c0 { stroke: #0969da; fill: #0969da; } .c1 { stroke: #bc4c00; fill: #bc4c00; } .c2 { stroke: #1a7f37; fill: #1a7f37; }
.c3 { stroke: #8250df; fill: #8250df; } .c4 { stroke: #bf3989; fill: #bf3989; } .c5 { stroke: #9a6700; fill: #9a6700; }
polyline.c0, polyline.c1, polyline.c2, polyline.c3, polyline.c4, polyline.c5 { fill: none; }
.late { stroke-dasharray: 6 3; }
@media (prefers-color-scheme: dark) {
  text { fill: #9198a1; } .title { fill: #f0f6fc; }
  .c0 { stroke: #58a6ff; fill: #58a6ff; } .c1 { stroke: #ffa657; fill: #ffa657; } .c2 { stroke: #3fb950; fill: #3fb950; }
  .c3 { stroke: #bc8cff; fill: #bc8cff; } .c4 { stroke: #f778ba; fill: #f778ba; } .c5 { stroke: #d29922; fill: #d29922; }
}`;

const x = (share: number) => (EDGE.left + SIDE * share).toFixed(1);
const y = (share: number) => (EDGE.top + SIDE * (1 - share)).toFixed(1);
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
/** Six colours, then the same dashed. */
const look = (at: number) => `c${at % COLOURS}${at >= COLOURS ? ' late' : ''}`;

function frame(title: string): string[] {
  const corners = [
    [0, ASKED],
    [1 - ASKED, 1],
    [1, 1],
    [1, 1 - ASKED],
    [ASKED, 0],
    [0, 0],
  ];
  return [
    `<text class="title" x="${EDGE.left}" y="18">${title}</text>`,
    `<text x="${EDGE.left}" y="35">share of sessions that came below</text>`,
    ...LEVELS.flatMap((level) => [
      `<line class="grid" x1="${x(0)}" x2="${x(1)}" y1="${y(level)}" y2="${y(level)}"/>`,
      `<text text-anchor="end" x="${EDGE.left - 6}" y="${Number(y(level)) + 4}">${100 * level} %</text>`,
      `<text text-anchor="middle" x="${x(level)}" y="${EDGE.top + SIDE + 17}">${100 * level} %</text>`,
    ]),
    `<polygon class="band" points="${corners.map(([across = 0, up = 0]) => `${x(across)},${y(up)}`).join(' ')}"/>`,
    `<line class="right" x1="${x(0)}" y1="${y(0)}" x2="${x(1)}" y2="${y(1)}"/>`,
    `<text text-anchor="middle" x="${x(0.5)}" y="${EDGE.top + SIDE + 36}">level of the forecast's quantile</text>`,
  ];
}

function chart(title: string, curves: readonly Curve[], number: number): string {
  const lines = curves.map(({ quantiles }, at) => {
    const points = quantiles.map(({ nominal, observed }) => `${x(nominal)},${y(observed)}`);
    return `<polyline class="${look(at)}" points="${points.join(' ')}"/>`;
  });
  const legend = curves.flatMap(({ name }, at) => {
    const height = EDGE.top + SIDE + 60 + at * LEGEND_LINE;
    return [
      `<polyline class="${look(at)}" points="${EDGE.left},${height - 4} ${EDGE.left + 22},${height - 4}"/>`,
      `<text x="${EDGE.left + 30}" y="${height}">${escaped(name)}</text>`,
    ];
  });
  return `<g transform="translate(${number * WIDTH} 0)">\n${[...frame(title), ...lines, ...legend].join('\n')}\n</g>`;
}

/** Nominal levels against observed shares of our forecasts, drawn for the README. */
export function writeCalibrationPlot(panels: readonly JudgedPanel[]): void {
  const curves = (isSimulated: boolean): Curve[] =>
    panels
      .filter((panel) => panel.isSimulated === isSimulated)
      .map(({ name, methods }) => ({ name, quantiles: methods.find((one) => one.name === OURS)?.quantiles ?? [] }));
  const charts = [
    { title: 'Real counts', curves: curves(false) },
    { title: 'Simulated histories', curves: curves(true) },
  ].filter(({ curves }) => curves.length > 0);
  const longest = Math.max(0, ...charts.map(({ curves }) => curves.length));
  const [width, height] = [WIDTH * charts.length, EDGE.top + SIDE + 60 + longest * LEGEND_LINE];
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  const groups = charts.map(({ title, curves }, number) => chart(title, curves, number)).join('\n');
  const title = '<title>Levels of forecast quantiles against the share of sessions below them</title>';
  writeFileSync(
    file,
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img">\n${title}\n<style>\n${STYLE}\n</style>\n${groups}\n</svg>\n`,
  );
}
