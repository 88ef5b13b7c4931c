// A lock file must carry every platform's binaries (npm 11 and 12 refuse it otherwise) and no registry's address.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './run.mjs';

const faults = [];

for (const file of ['package-lock.json', 'tests/benchmarks/lighthouse/package-lock.json']) {
  const text = readFileSync(join(root, file), 'utf8');
  const packages = JSON.parse(text).packages;
  const names = new Set(Object.keys(packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 13)));
  for (const [path, entry] of Object.entries(packages)) {
    for (const name of Object.keys(entry.optionalDependencies ?? {})) {
      if (!names.has(name)) faults.push(`${path} wants ${name}, which ${file} lacks`);
    }
  }
  if (/"resolved": "https?:/.test(text)) faults.push(`${file} names a registry; .npmrc omits it: install again`);
}
for (const fault of faults) console.error(fault);
process.exitCode = faults.length === 0 ? 0 : 1;
