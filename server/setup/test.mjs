import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findBrowser } from './browser.mjs';
import { installDependencies } from './dependencies.mjs';
import { root, run, runOrExit } from './run.mjs';

await installDependencies();
await runOrExit('turbo', ['run', 'build', '--output-logs=errors-only']);
const browser = await findBrowser();
if (!browser) console.error('The browser tests fail: install Chromium, or name one in CHROMIUM_PATH.');

const folder = mkdtempSync(join(tmpdir(), 'jemput-test-'));
const report = join(folder, 'report.json');
const code = await run(
  'vitest',
  ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...process.argv.slice(2)],
  { cwd: join(root, 'tests'), env: browser ? { CHROMIUM_PATH: browser } : {} },
);

const counts = JSON.parse(readFileSync(report, 'utf8'));
rmSync(folder, { recursive: true });
// A file that does not even load has no tests to count, and is a failure all the same.
const unloadable = counts.testResults.filter(
  (file) => file.status === 'failed' && file.assertionResults.length === 0,
).length;
console.log(`${counts.numPassedTests} passed, ${counts.numFailedTests + unloadable} failed`);
process.exitCode = code;
