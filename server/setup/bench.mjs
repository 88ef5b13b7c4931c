import { installDependencies } from './dependencies.mjs';
import { run, runOrExit } from './run.mjs';

await installDependencies();
await runOrExit('turbo', ['run', 'build', '--output-logs=errors-only']);
process.exitCode = await run('node', ['tests/benchmarks/run.ts', ...process.argv.slice(2)]);
