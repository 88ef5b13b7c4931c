import { installDependencies } from './dependencies.mjs';
import { root, run } from './run.mjs';

await installDependencies();
const steps = [
  ['biome', ['check', '--error-on-warnings']],
  ['node', ['server/setup/check-messages.mjs']],
  ['node', ['server/setup/check-lock.mjs']],
  ['turbo', ['run', 'types', '--output-logs=errors-only']],
  ['vitest', ['run', 'architecture.test.ts'], { cwd: `${root}tests` }],
];
let failed = 0;
for (const [command, args, options] of steps) {
  if ((await run(command, args, options)) !== 0) failed += 1;
}
console.log(failed === 0 ? 'Every check passes.' : `${failed} of ${steps.length} checks fail.`);
process.exitCode = failed === 0 ? 0 : 1;
