import { installDependencies } from './dependencies.mjs';
import { root, run } from './run.mjs';

await installDependencies();
process.exitCode = await run('vite', ['dev', '--port', process.env.PORT ?? '3000', '--strictPort'], {
  cwd: `${root}web`,
});
