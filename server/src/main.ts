import { readSettings, type Settings } from './env.ts';
import { serveOffice } from './serve-office.ts';
import { startFailure } from './start-failure.ts';
import { stopOnSignal } from './stop-on-signal.ts';

let settings: Settings | undefined;
try {
  settings = readSettings();
  const office = await serveOffice(settings, Date.now);
  stopOnSignal(office.stop);
  process.stdout.write(office.welcome);
} catch (error) {
  const line = startFailure(error, settings);
  process.stderr.write(line === null ? `${error instanceof Error ? error.stack : error}\n` : `${line}\n`);
  process.exit(1);
}
