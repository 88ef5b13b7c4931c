/**
 * `npm run bench [-- NAME …]`: measures, prints, and keeps the newest answer of each benchmark in RESULTS.md.
 * With `--quick` what knows how to measures less, with `--only PART` only what has that in its name, and nothing is kept.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { DateTime } from 'luxon';

export interface BenchmarkOptions {
  /** Folder of panels of real counts. */
  panels?: string;
  quick: boolean;
  /** Statistical packages of R beside ours. */
  withR: boolean;
  /** Parts of the names of what to measure; all where there are none. */
  only: readonly string[];
}

export interface Benchmark {
  title: string;
  /** Markdown: what was measured, how, and the figures. */
  measure(options: BenchmarkOptions): Promise<string>;
}

const benchmarks: Record<string, () => Promise<Benchmark>> = {
  start: async () => (await import('./start.bench.ts')).start,
  planning: async () => (await import('./planning.bench.ts')).planning,
  prices: async () => (await import('./prices.bench.ts')).prices,
  forecast: async () => (await import('./forecast.bench.ts')).forecast,
  report: async () => (await import('./report.bench.ts')).report,
  simulate: async () => (await import('./simulate.bench.ts')).simulate,
  find: async () => (await import('./find.bench.ts')).find,
  indonesia: async () => (await import('./indonesia.bench.ts')).indonesia,
  follow: async () => (await import('./follow.bench.ts')).follow,
  http: async () => (await import('./http.bench.ts')).http,
  rush: async () => (await import('./rush.bench.ts')).rush,
  broker: async () => (await import('./broker.bench.ts')).broker,
  evenings: async () => (await import('./evenings.bench.ts')).evenings,
  numbers: async () => (await import('./numbers.bench.ts')).numbers,
  messages: async () => (await import('./messages.bench.ts')).messageDelivery,
  lighthouse: async () => (await import('./lighthouse.bench.ts')).lighthouse,
};

const resultsFile = new URL('./RESULTS.md', import.meta.url);

function conditions(): string {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB`;
  return `${DateTime.now().toISODate()}, commit ${commit}, ${machine}, ${process.platform}, Node.js ${process.versions.node}`;
}

function sections(): Map<string, string> {
  const text = existsSync(resultsFile) ? readFileSync(resultsFile, 'utf8') : '';
  const found = [...text.matchAll(/<!-- (\w+) -->\n([\s\S]*?)(?=\n<!-- \w+ -->|$)/g)];
  return new Map(found.map((match) => [match[1] ?? '', (match[2] ?? '').trim()]));
}

function write(kept: Map<string, string>): void {
  const parts = Object.keys(benchmarks)
    .filter((name) => kept.has(name))
    .map((name) => `<!-- ${name} -->\n${kept.get(name)}\n`);
  const head =
    'Each section says when, where and from which commit it was measured, and the command that measures it again.';
  writeFileSync(resultsFile, `# Results\n\n${head}\n\n${parts.join('\n')}`);
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    panels: { type: 'string' },
    quick: { type: 'boolean', default: false },
    'with-r': { type: 'boolean', default: false },
    only: { type: 'string', multiple: true, default: [] },
  },
});
const unknown = positionals.filter((name) => !(name in benchmarks));
if (unknown.length > 0) {
  console.error(`No benchmark ${unknown.join(', ')}; there are ${Object.keys(benchmarks).join(', ')}.`);
  process.exit(2);
}

const kept = sections();
for (const name of positionals.length > 0 ? positionals : Object.keys(benchmarks)) {
  const load = benchmarks[name];
  if (!load) continue;
  const benchmark = await load();
  console.log(`\n## ${benchmark.title}\n`);
  const { panels, quick, only, 'with-r': withR } = values;
  const figures = await benchmark.measure({ quick, only, withR, ...(panels === undefined ? {} : { panels }) });
  console.log(figures);
  if (quick || only.length > 0) continue;
  const flags = `${panels === undefined ? '' : ' --panels DIR'}${withR ? ' --with-r' : ''}`;
  kept.set(
    name,
    `## ${benchmark.title}\n\n\`npm run bench -- ${name}${flags}\` · ${conditions()}\n\n${figures.trim()}`,
  );
  write(kept);
}
