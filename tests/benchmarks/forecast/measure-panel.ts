import { type HistoryRow, isCensored } from '@jemput/shared/forecast/history';
import { readPanel } from '../panel-file.ts';
import { judgeMethods } from './judge-methods.ts';
import { judgeR } from './judge-r.ts';
import { SIMULATED_PANELS } from './simulated/panels.ts';
import type { PanelAnswer, PanelSource } from './tasks.ts';

export async function measurePanel({ source, withR }: { source: PanelSource; withR: boolean }): Promise<PanelAnswer> {
  const { rows, name } = read(source);
  const methods = judgeMethods(rows);
  return {
    ...(name === undefined ? {} : { name }),
    rows: rows.length,
    sites: new Set(rows.map(({ venue }) => venue)).size,
    dates: new Set(rows.map(({ date }) => date)).size,
    fullShare: rows.filter(isCensored).length / Math.max(1, rows.length),
    methods: withR ? [...methods, ...(await judgeR(rows))] : methods,
  };
}

function read(source: PanelSource): { rows: HistoryRow[]; name?: string } {
  if ('file' in source) return { rows: readPanel(source.file, source) };
  const make = SIMULATED_PANELS[source.simulated];
  if (!make) throw new Error(`no simulated panel ${source.simulated}`);
  return make();
}
