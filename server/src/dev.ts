import type { IncomingMessage, ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { createSignIn } from './auth/sign-in.ts';
import type { OpenDatabase } from './db/open.ts';
import { demoAccounts } from './demo/demo-accounts.ts';
import { isEmpty, loadDemo } from './demo/load-demo.ts';
import { readSettings } from './env.ts';
import { createMetrics } from './http/metrics.ts';
import { createPlatform, type Platform } from './http/platform.ts';
import { createLog } from './http/request-log.ts';
import { createListener } from './http/server.ts';
import { openOffice } from './open-office.ts';
import { contactKeys } from './privacy/contact-keys.ts';
import { welcome } from './welcome.ts';

export interface DevelopmentServer {
  handleApi(request: IncomingMessage, response: ServerResponse): void;
  platform(): { req: { jemput: Platform } };
}

/** Outlives this module, which Vite loads anew after every change of the server's code. */
const kept = globalThis as typeof globalThis & { jemputDatabase?: Promise<OpenDatabase> };

const dataDirectory = fileURLToPath(new URL('../../data', import.meta.url));

async function create(): Promise<DevelopmentServer> {
  const settings = readSettings(undefined, dataDirectory);
  const log = createLog();
  kept.jemputDatabase ??= openOffice(settings);
  const db = await kept.jemputDatabase;
  const keys = contactKeys(settings.contactKeyDirectory);
  const world = { db, now: Date.now, zone: settings.zone, secret: settings.secret, keys, log };
  if (settings.demo && (await isEmpty(world))) {
    await loadDemo({ ...world, actor: null });
    process.stdout.write(welcome(settings, 'the demo city', demoAccounts, demoAccounts.length));
  }
  const signIn = createSignIn({ db, secret: settings.secret, origin: settings.origin, log });
  const parts = { world, signIn, metrics: createMetrics({ ofProcess: false }), settings };
  return {
    handleApi: createListener({ ...parts, pages: (_request, response) => response.writeHead(404).end() }),
    platform: () => ({ req: { jemput: createPlatform(parts, 'development') } }),
  };
}

let created: Promise<DevelopmentServer> | undefined;

/** The API and the pages' platform inside `vite dev`. */
export function developmentServer(): Promise<DevelopmentServer> {
  created ??= create();
  return created;
}
