import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tellPages } from '../env.ts';
import type { Pages } from './server.ts';

const client = fileURLToPath(new URL('../../../web/build/client', import.meta.url));
const built = new URL('../../../web/build/handler.js', import.meta.url);

/** SvelteKit's handler from `npm run build`; without it every page says so and only the API works. */
export async function loadPages(): Promise<Pages> {
  if (!existsSync(fileURLToPath(built))) {
    return (_request, response) => {
      response.writeHead(503, { 'Content-Type': 'text/plain; charset=utf-8' });
      response.end('The pages are not built. Run: npm run build\n');
    };
  }
  tellPages();
  const { handler } = (await import(built.href)) as { handler: Pages };
  return handler;
}

/** Paths of the files that the pages bring along, scripts, styles and icons: read from the disk, so they cost next to nothing. */
export async function builtFiles(): Promise<ReadonlySet<string>> {
  if (!existsSync(client)) return new Set();
  const entries = await readdir(client, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return new Set(files.map(({ parentPath, name }) => `/${relative(client, join(parentPath, name))}`));
}
