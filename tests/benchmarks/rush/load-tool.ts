import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';
import autocannon from 'autocannon';

export interface Load {
  perSecond: number;
  p50Millis: number;
  p99Millis: number;
  /** Answers that are not 200, and lines that broke. */
  failed: number;
}

export interface LoadTool {
  name: string;
  /** Asks for gzip over so many lines at once for so many seconds. */
  load(url: string, options: { lines: number; seconds: number }): Promise<Load>;
}

/** wrk, as it takes a third of the machine that autocannon takes; autocannon where it is not installed. */
export function loadTool(): LoadTool {
  try {
    execFileSync('wrk', ['--version'], { stdio: 'ignore' });
  } catch (error) {
    // It prints its version and ends with 1.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { name: 'autocannon', load: byAutocannon };
  }
  return { name: 'wrk, one thread', load: byWrk };
}

async function byWrk(url: string, { lines, seconds }: { lines: number; seconds: number }): Promise<Load> {
  const flags = ['-t1', `-c${lines}`, `-d${seconds}s`, '--latency', '-H', 'Accept-Encoding: gzip', url];
  const { stdout } = await promisify(execFile)('wrk', flags);
  const figure = (pattern: RegExp) => pattern.exec(stdout)?.[1];
  const errors = [...(figure(/Socket errors: (.*)/)?.matchAll(/\d+/g) ?? [])].map(([digits]) => Number(digits));
  return {
    perSecond: Number(figure(/Requests\/sec:\s+([\d.]+)/)),
    p50Millis: millisOf(figure(/^ +50% +(\S+)/m)),
    p99Millis: millisOf(figure(/^ +99% +(\S+)/m)),
    failed: errors.reduce((sum, count) => sum + count, Number(figure(/Non-2xx or 3xx responses: (\d+)/) ?? 0)),
  };
}

function millisOf(text = ''): number {
  const unit = /[a-z]+$/.exec(text)?.[0];
  return Number.parseFloat(text) * (unit === 'us' ? 0.001 : unit === 's' ? 1000 : 1);
}

async function byAutocannon(url: string, { lines, seconds }: { lines: number; seconds: number }): Promise<Load> {
  const headers = { 'accept-encoding': 'gzip' };
  const found = await autocannon({ url, connections: lines, duration: seconds, headers });
  return {
    perSecond: found.requests.average,
    p50Millis: found.latency.p50,
    p99Millis: found.latency.p99,
    failed: found.errors + found.non2xx,
  };
}
