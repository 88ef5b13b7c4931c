import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { tellPages } from '../env.ts';
import type { Pages } from './server.ts';

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
