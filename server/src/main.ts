import { listAccounts } from './auth/list-accounts.ts';
import { createSignIn } from './auth/sign-in.ts';
import { closeDatabase } from './db/open.ts';
import { demoAccounts } from './demo/demo-accounts.ts';
import { isEmpty, loadDemo } from './demo/load-demo.ts';
import { readSettings, type Settings } from './env.ts';
import { loadPages } from './http/load-pages.ts';
import { createMetrics } from './http/metrics.ts';
import { createLog } from './http/request-log.ts';
import { type Serving, serve } from './http/server.ts';
import type { World } from './http/world.ts';
import { openOffice } from './open-office.ts';
import { getOffice } from './places/get-office.ts';
import { startFailure } from './start-failure.ts';
import { welcome } from './welcome.ts';

async function start(settings: Settings): Promise<void> {
  const log = createLog();
  const { zone, secret, origin } = settings;
  const db = await openOffice(settings);
  const world: World = { db, now: Date.now, zone, log };
  if (settings.demo && (await isEmpty(world))) await loadDemo({ ...world, actor: null });
  const signIn = createSignIn({ db, secret, origin, log });
  const metrics = createMetrics({ ofProcess: true });
  const serving: Serving = await serve({ world, signIn, metrics, settings, pages: await loadPages() }, settings);
  stopOnSignal(async () => {
    await serving.stop();
    await closeDatabase(db);
  });
  const office = await getOffice({ ...world, actor: null });
  const accounts = await listAccounts(world);
  process.stdout.write(welcome(settings, office.name, office.demo ? demoAccounts : [], accounts.length));
}

/** Ctrl-C reaches this process from the terminal and again from the script that started it: only the first counts. */
function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false;
  const end = () => {
    if (stopping) return;
    stopping = true;
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
}

let settings: Settings | undefined;
try {
  settings = readSettings();
  await start(settings);
} catch (error) {
  const line = startFailure(error, settings);
  process.stderr.write(line === null ? `${error instanceof Error ? error.stack : error}\n` : `${line}\n`);
  process.exit(1);
}
