import { setTimeout } from 'node:timers/promises';
import { listAccounts } from './auth/list-accounts.ts';
import { createSignIn } from './auth/sign-in.ts';
import { startClock } from './clock/start-clock.ts';
import { closeDatabase, type Database } from './db/open.ts';
import { restoreTriggers } from './db/restore-triggers.ts';
import { closeDemoAccounts } from './demo/close-demo-accounts.ts';
import { demoAccounts } from './demo/demo-accounts.ts';
import { takeDemoNumbers } from './demo/demo-numbers.ts';
import { isEmpty, loadDemo } from './demo/load-demo.ts';
import type { Settings } from './env.ts';
import { startKeepingFiles } from './feeds/keep-files.ts';
import { isOutdated } from './forecast/newest-model.ts';
import { startNightlyRefit } from './forecast/nightly-refit.ts';
import { refitTurnout } from './forecast/refit-turnout.ts';
import { builtFiles, loadPages } from './http/load-pages.ts';
import { createMetrics } from './http/metrics.ts';
import { createLog } from './http/request-log.ts';
import { serve } from './http/server.ts';
import type { World } from './http/world.ts';
import { messagingOf, openOutlets } from './messages/outlets.ts';
import { startSending } from './messages/start-sending.ts';
import { openOrAwait } from './open-office.ts';
import { getOffice } from './places/get-office.ts';
import { contactKeys } from './privacy/contact-keys.ts';
import { holdKept } from './sessions/held-timetable.ts';
import { keepSchedule } from './sessions/kept-schedule.ts';
import { currentTimetable } from './sessions/timetable-snapshot.ts';
import { welcome, welcomeWithout } from './welcome.ts';

/** From when the timetable is read: those who waited for it are answered in so long. */
const FIRST_PAGES_MILLIS = 500;

export interface ServedOffice {
  /** Addresses and demo sign-ins, for whoever started it. */
  welcome: string;
  /** Says so in the log, once, so that an operator can tell a stop from a crash. */
  stop(signal: NodeJS.Signals): Promise<void>;
}

/**
 * The whole product on one port.
 *
 * @param now Unix milliseconds: the clock of the office
 * @throws CannotOpen, or Error with code EADDRINUSE where the port is taken
 */
export async function serveOffice(settings: Settings, now: () => number): Promise<ServedOffice> {
  const log = createLog();
  const { zone, secret, origin } = settings;
  const keys = contactKeys(settings.contactKeyDirectory);
  const accept = async (fresh: Database) => {
    if (settings.production) await closeDemoAccounts({ db: fresh, now, zone, secret, keys, log, actor: null });
  };
  const found = await openOrAwait(settings, accept);
  const { db } = found;
  const world: World = { db, now, zone, secret, keys, log, messaging: messagingOf(settings) };
  if (found.away === null) await begin(world, settings);
  else if (found.kept) holdKept(world, found.kept);
  const signIn = createSignIn({ db, secret, origin, log });
  const metrics = createMetrics({ ofProcess: true });
  const [pages, pageFiles] = await Promise.all([loadPages(), builtFiles()]);
  const serving = await serve({ world, signIn, metrics, settings, pages, pageFiles }, settings);
  const nightlyRefit = startNightlyRefit(world, settings.refitAt);
  const clock = startClock(world);
  const sending = startSending(world, openOutlets(world, settings), origin);
  const ending = new AbortController();
  const after = firstPages(world, ending.signal);
  const files = startKeepingFiles({ ...world, actor: null }, { directory: settings.feedDirectory, origin }, { after });
  const keeper = keepSchedule({ ...world, actor: null }, settings.scheduleFile, { after });
  return {
    welcome: found.away === null ? await welcomeTo(world, settings) : welcomeWithout(settings, found),
    async stop(signal) {
      log.info({ signal }, `stopping: ${signal} asked for it`);
      ending.abort();
      await serving.stop();
      await clock.stop();
      await sending.stop();
      await nightlyRefit.stop();
      await files.stop();
      await keeper.stop();
      await closeDatabase(db);
    },
  };
}

/** Files are for later: whoever waits for a page goes before them. */
async function firstPages(world: World, signal: AbortSignal): Promise<void> {
  await currentTimetable({ ...world, actor: null }).catch(() => {});
  await setTimeout(FIRST_PAGES_MILLIS, undefined, { ref: false, signal }).catch(() => {});
}

/** What is done once with a database that was opened, before anybody asks. */
async function begin(world: World, { demo, production }: Settings): Promise<void> {
  const triggers = await restoreTriggers(world);
  if (triggers.length > 0)
    world.log.error({ triggers }, 'what follows writes was missing in the database and is made anew');
  if (demo && (await isEmpty(world))) {
    await loadDemo({ ...world, actor: null });
    await takeDemoNumbers({ ...world, actor: null });
  }
  if (production) await closeDemoAccounts({ ...world, actor: null });
  await refitOutdated(world);
}

async function welcomeTo(world: World, settings: Settings): Promise<string> {
  const office = await getOffice({ ...world, actor: null });
  const active = (await listAccounts(world)).filter(({ disabled }) => !disabled);
  const signIns = office.demo && !settings.production ? demoAccounts : [];
  return welcome(settings, office.name, signIns, active.length);
}

/** A model of another version is fitted anew before anybody asks; where that fails, each reader fits for itself. */
async function refitOutdated(world: World): Promise<void> {
  if (!(await isOutdated(world.db))) return;
  try {
    await refitTurnout({ ...world, actor: null }, { anew: true });
  } catch (error) {
    world.log.error({ err: error }, 'the forecast is of another version and could not be fitted anew');
  }
}
