import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { panelColumns } from '../panel-file.ts';
import { markdownTable } from '../planning/markdown-table.ts';
import { OURS } from './forecasters.ts';
import type { MethodScore } from './method-score.ts';
import { SIMULATED_PANELS } from './simulated/panels.ts';
import { inChild, type PanelAnswer, type PanelSource } from './tasks.ts';

export interface JudgedPanel extends PanelAnswer {
  name: string;
  /** A sparse panel has fewer rows a site; more is asked there. */
  isSparse: boolean;
  isSimulated: boolean;
}

const SPARSE_ROWS = 10;
const ASKED = { sparse: -0.1, other: -0.03 };
const COVERAGE = { least: 0.77, most: 0.83 };

/** The panels of a folder first, whatever their files are called, then what is simulated. */
export function panelSources(
  folder: string | undefined,
  only: readonly string[],
): { name: string; source: PanelSource }[] {
  const found = folder === undefined ? [] : readdirSync(folder).filter((file) => file.endsWith('.csv'));
  const files = found.sort().flatMap((file) => {
    const name = basename(file, '.csv');
    const path = join(folder ?? '', file);
    const columns = panelColumns(path);
    if (!columns) return [];
    const plain = { name, source: { file: path, withEligible: false } };
    const richer = { name: `${name}, with those eligible`, source: { file: path, withEligible: true } };
    return columns.includes('eligible') ? [plain, richer] : [plain];
  });
  const simulated = Object.keys(SIMULATED_PANELS).map((key) => ({ name: key, source: { simulated: key } }));
  return [...files, ...simulated].filter(({ name }) => only.length === 0 || only.some((part) => name.includes(part)));
}

export async function judgePanel(name: string, source: PanelSource, withR: boolean): Promise<JudgedPanel> {
  const answer = await inChild({ kind: 'panel', source, withR });
  const isSparse = answer.rows < SPARSE_ROWS * answer.sites;
  return { name, ...answer, isSparse, isSimulated: 'simulated' in source };
}

export function bestBaseline(methods: readonly MethodScore[]): MethodScore | undefined {
  return methods
    .filter(({ name, sessions }) => name !== OURS && sessions > 0)
    .reduce<MethodScore | undefined>(
      (best, one) => (best && best.pinballLoss <= one.pinballLoss ? best : one),
      undefined,
    );
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
const signed = (share: number) => `${share > 0 ? '+' : ''}${(100 * share).toFixed(1)} %`;

/** Ours against the best of the others in pinball loss, less 1; negative is better. */
export function differenceOf({ methods }: JudgedPanel): number {
  const ours = methods.find(({ name }) => name === OURS);
  const best = bestBaseline(methods);
  return ours && best && best.pinballLoss > 0 ? ours.pinballLoss / best.pinballLoss - 1 : Number.NaN;
}

function coverageFault({ sharedEndsShare }: MethodScore): string | undefined {
  if (sharedEndsShare < COVERAGE.least) return `its 80 % interval holds only ${percent(sharedEndsShare)}`;
  return sharedEndsShare > COVERAGE.most ? `its 80 % interval holds ${percent(sharedEndsShare)}` : undefined;
}

/** One line a panel: ours, the best other, and what was asked. */
export function summaryTable(panels: readonly JudgedPanel[]): string {
  const lines = panels.map((panel) => {
    const ours = panel.methods.find(({ name }) => name === OURS);
    const best = bestBaseline(panel.methods);
    const asked = panel.isSparse ? ASKED.sparse : ASKED.other;
    return [
      panel.name,
      `${panel.rows.toLocaleString('en')} · ${panel.sites} · ${panel.dates}`,
      percent(panel.fullShare),
      ours?.pinballLoss.toFixed(3) ?? '—',
      best ? `${best.pinballLoss.toFixed(3)} ${best.name}` : '—',
      signed(differenceOf(panel)),
      signed(asked),
      percent(ours?.coverageShare ?? Number.NaN),
      percent(ours?.sharedEndsShare ?? Number.NaN),
      percent(ours?.innerShare ?? Number.NaN),
    ];
  });
  const head = [
    'panel',
    'rows · sites · dates',
    'full',
    'pinball',
    'best other',
    'difference',
    'asked',
    'in 80 %',
    'in 50 %',
  ];
  return markdownTable(head, lines);
}

/** All methods on one panel. */
export function methodTable({ methods }: JudgedPanel): string {
  const best = bestBaseline(methods);
  const lines = methods.map((method) => {
    if (method.sessions === 0) return [method.name, method.note ?? 'no sessions', '', '', '', '', '', ''];
    return [
      method.name === best?.name ? `**${method.name}**` : method.name,
      method.pinballLoss.toFixed(3),
      best ? signed(method.pinballLoss / best.pinballLoss - 1) : '—',
      percent(method.wape),
      percent(method.coverageShare),
      percent(method.sharedEndsShare),
      percent(method.innerShare),
      `${method.seconds.toFixed(1)}${method.note === undefined ? '' : ` (${method.note})`}`,
    ];
  });
  return markdownTable(
    ['method', 'pinball', 'to the best other', 'WAPE', 'in 80 %', 'ends shared', 'in 50 %', 'seconds'],
    lines,
  );
}

/** Where less was reached than asked, by name. */
export function shortcomings(panels: readonly JudgedPanel[]): string[] {
  return panels.flatMap((panel) => {
    const ours = panel.methods.find(({ name }) => name === OURS);
    const difference = differenceOf(panel);
    const asked = panel.isSparse ? ASKED.sparse : ASKED.other;
    const best = bestBaseline(panel.methods)?.name;
    const faults = [
      difference > 0 ? `worse than ${best} by ${signed(difference)}` : undefined,
      difference <= 0 && difference > asked ? `better than ${best} by ${signed(-difference)} only` : undefined,
      ours && coverageFault(ours),
    ].filter((fault) => fault !== undefined);
    return faults.length > 0 ? [`${panel.name}: ${faults.join('; ')}`] : [];
  });
}
