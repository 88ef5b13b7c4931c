import { installDependencies } from './dependencies.mjs';
import { run } from './run.mjs';

await installDependencies();
process.exitCode = await run('node', ['server/src/jemput.ts', ...process.argv.slice(2)]);
