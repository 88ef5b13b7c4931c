// Puts the server into a few files: to find, strip and link some 1900 of them takes node 1.6 s of processor time at each
// start, these 0.4 s. Threads, migrations, fonts and pages are still read from where they lie.
import { join, relative } from 'node:path';
import { rolldown } from 'rolldown';
import { root } from './run.mjs';

const folder = join(root, 'server/build');

/** Packages of many small files, all plain JavaScript; others stay where they are, some beside files of their own. */
const gathered =
  /^(@jemput|drizzle-orm|better-auth|@better-auth|@better-fetch|better-call|jose|zod|hono|@hono|@trpc|@stdlib|prom-client|@opentelemetry|rate-limiter-flexible|adhan|luxon)(\/|$)/;

/** A module goes on naming what lies beside it by the address that its source has. */
const sourceAddresses = {
  name: 'source addresses',
  transform(code, id) {
    if (!code.includes('import.meta.url')) return;
    const source = JSON.stringify(relative(folder, id).replaceAll('\\', '/'));
    return { code: code.replaceAll('import.meta.url', `new URL(${source}, import.meta.url).href`), map: null };
  },
};

const bundle = await rolldown({
  input: join(root, 'server/src/main.ts'),
  platform: 'node',
  external: (id, _importer, isResolved) => !isResolved && !/^[./]/.test(id) && !gathered.test(id),
  plugins: [sourceAddresses],
});
await bundle.write({ dir: folder, format: 'esm', sourcemap: true, cleanDir: true });
