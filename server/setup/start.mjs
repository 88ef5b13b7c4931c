import { installDependencies } from './dependencies.mjs';
import { run, runOrExit } from './run.mjs';

await installDependencies();
await runOrExit('turbo', ['run', 'build', '--output-logs=errors-only', '--log-order=grouped'], { quiet: false });
process.exitCode = await run('node', ['server/build/main.js']);
