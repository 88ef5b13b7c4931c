/** One curve or cloud of a chart; values above 0, as both axes are logarithmic. */
export interface Series {
  name: string;
  points: readonly { x: number; y: number }[];
  hasDots: boolean;
}

export interface Chart {
  title: string;
  xLabel: string;
  yLabel: string;
  xTicks: readonly { at: number; text: string }[];
  yTicks: readonly { at: number; text: string }[];
  series: readonly Series[];
}

const WIDTH = 430;
const HEIGHT = 330;
const EDGE = { left: 52, right: 70, top: 40, bottom: 46 };

type Place = (value: number) => number;

function scale(ticks: Chart['xTicks'], from: number, to: number): Place {
  const low = Math.log(Math.min(...ticks.map(({ at }) => at)));
  const high = Math.log(Math.max(...ticks.map(({ at }) => at)));
  return (value) => {
    const share = (Math.log(value) - low) / (high - low);
    return from + (to - from) * Math.min(1, Math.max(0, share));
  };
}

const fixed = (value: number) => value.toFixed(1);

function axes({ xTicks, yTicks, title, xLabel, yLabel }: Chart, x: Place, y: Place): string[] {
  const [right, bottom] = [WIDTH - EDGE.right, HEIGHT - EDGE.bottom];
  return [
    `<text class="title" x="${EDGE.left}" y="18">${title}</text>`,
    ...yTicks.flatMap(({ at, text }) => [
      `<line class="grid" x1="${EDGE.left}" x2="${right}" y1="${fixed(y(at))}" y2="${fixed(y(at))}"/>`,
      `<text text-anchor="end" x="${EDGE.left - 6}" y="${fixed(y(at) + 4)}">${text}</text>`,
    ]),
    ...xTicks.map(({ at, text }) => `<text text-anchor="middle" x="${fixed(x(at))}" y="${bottom + 17}">${text}</text>`),
    `<text text-anchor="middle" x="${(EDGE.left + right) / 2}" y="${bottom + 36}">${xLabel}</text>`,
    `<text x="${EDGE.left}" y="33">${yLabel}</text>`,
  ];
}

/** Names at the ends of the curves, moved apart where they would cover each other. */
function labels(series: readonly Series[], x: Place, y: Place): string[] {
  const ends = series
    .flatMap(({ name, points }, at) => {
      const end = points.at(-1);
      return end ? [{ name, at, x: x(end.x) + 6, y: y(end.y) + 4 }] : [];
    })
    .sort((a, b) => a.y - b.y);
  let lowest = Number.NEGATIVE_INFINITY;
  return ends.map(({ name, at, x: left, y: wanted }) => {
    lowest = Math.max(wanted, lowest + 14);
    return `<text class="name s${at}" x="${fixed(left)}" y="${fixed(lowest)}">${name}</text>`;
  });
}

function drawn({ points, hasDots }: Series, at: number, x: Place, y: Place): string[] {
  const places = points.map((point) => `${fixed(x(point.x))},${fixed(y(point.y))}`);
  const dots = hasDots
    ? points.map((point) => `<circle class="s${at}" cx="${fixed(x(point.x))}" cy="${fixed(y(point.y))}" r="4"/>`)
    : [];
  return [`<polyline class="s${at}" points="${places.join(' ')}"/>`, ...dots];
}

function chartGroup(chart: Chart, at: number): string {
  const x = scale(chart.xTicks, EDGE.left, WIDTH - EDGE.right);
  const y = scale(chart.yTicks, HEIGHT - EDGE.bottom, EDGE.top);
  const curves = chart.series.flatMap((series, index) => drawn(series, index, x, y));
  const parts = [...axes(chart, x, y), ...curves, ...labels(chart.series, x, y)];
  return `<g transform="translate(${at * WIDTH} 0)">\n${parts.join('\n')}\n</g>`;
}

/** Readable on white and on black: GitHub shows it on the reader's own. */
const STYLE = `text { font: 12px system-ui, sans-serif; fill: #57606a; }
.title { font-weight: 600; font-size: 14px; fill: #24292f; }
.grid { stroke: #8c959f; stroke-opacity: 0.35; }
polyline { fill: none; stroke-width: 2; stroke-linejoin: round; }
.s0 { stroke: #0969da; fill: #0969da; } .s1 { stroke: #bc4c00; fill: #bc4c00; }
.s2 { stroke: #1a7f37; fill: #1a7f37; } .s3 { stroke: #8250df; fill: #8250df; }
polyline.s0, polyline.s1, polyline.s2, polyline.s3 { fill: none; }
.name { stroke: none; font-weight: 600; }
@media (prefers-color-scheme: dark) {
  text { fill: #9198a1; } .title { fill: #f0f6fc; }
  .s0 { stroke: #58a6ff; fill: #58a6ff; } .s1 { stroke: #ffa657; fill: #ffa657; }
  .s2 { stroke: #3fb950; fill: #3fb950; } .s3 { stroke: #bc8cff; fill: #bc8cff; }
  .name { stroke: none; }
}`;

/** Charts side by side as one SVG, on no background of their own. */
export function drawCharts(description: string, charts: readonly Chart[]): string {
  const size = `width="${WIDTH * charts.length}" height="${HEIGHT}" viewBox="0 0 ${WIDTH * charts.length} ${HEIGHT}"`;
  const groups = charts.map(chartGroup).join('\n');
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img">\n<title>${description}</title>\n<style>\n${STYLE}\n</style>\n${groups}\n</svg>\n`;
}
