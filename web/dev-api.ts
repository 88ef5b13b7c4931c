import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Emulator } from '@sveltejs/kit';
import type { Plugin, ViteDevServer } from 'vite';

/** What server/src/dev.ts gives: the same handlers as in production, reloaded when the server's code changes. */
interface DevelopmentServer {
  handleApi(request: IncomingMessage, response: ServerResponse): void;
  platform(): App.Platform;
}

let vite: ViteDevServer | undefined;

async function developmentServer(): Promise<DevelopmentServer> {
  if (!vite) throw new Error('The development server has not started yet.');
  const module = await vite.ssrLoadModule(new URL('../server/src/dev.ts', import.meta.url).pathname);
  return (await module.developmentServer()) as DevelopmentServer;
}

const apiPaths = /^\/(api|feeds|healthz|readyz|metrics)(\/|\?|$)/;

/** Serves the API inside `vite dev`, so that one process and one port suffice there too. */
export function apiInDevelopment(): Plugin {
  return {
    name: 'jemput-api',
    apply: 'serve',
    configureServer(server) {
      vite = server;
      server.middlewares.use((request, response, next) => {
        if (!apiPaths.test(request.url ?? '')) return next();
        developmentServer().then((api) => api.handleApi(request, response), next);
      });
    },
  };
}

export async function platformInDevelopment(): Promise<Emulator> {
  return { platform: async () => (vite ? (await developmentServer()).platform() : ({} as App.Platform)) };
}
