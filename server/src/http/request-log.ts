import { performance } from 'node:perf_hooks';
import { DrizzleQueryError } from 'drizzle-orm/errors';
import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';
import { isDatabaseFailure } from '../db/database-away.ts';

function described(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error) };
  if (error instanceof DrizzleQueryError)
    return { type: 'DrizzleQueryError', query: error.query, cause: described(error.cause) };
  return { type: error.name, message: error.message, stack: error.stack };
}

/** While the database is away everything fails that is tried each second: each kind of it is told this often. */
const AGAIN_MILLIS = 60_000;

/** Lines of an outage that say the same; the next that is told says how many there were. */
function outageOnceAMinute(): NonNullable<LoggerOptions['hooks']> {
  const told = new Map<string, { at: number; alike: number }>();
  return {
    logMethod(args, method) {
      const [about, message] = args as unknown[];
      if (!isDatabaseFailure((about as { err?: unknown } | null)?.err)) return method.apply(this, args);
      const key = String(message);
      const last = told.get(key);
      const at = performance.now();
      if (last && at - last.at < AGAIN_MILLIS) return void last.alike++;
      told.set(key, { at, alike: 0 });
      return method.call(this, { ...(about as object), ...(last?.alike ? { alike: last.alike } : {}) }, key);
    },
  };
}

/** Structured lines on stdout. A failed query is logged without its parameters, which may be people's data. */
export function createLog(destination?: DestinationStream): Logger {
  const options: LoggerOptions = {
    base: null,
    serializers: { err: described },
    timestamp: pino.stdTimeFunctions.isoTime,
    hooks: outageOnceAMinute(),
  };
  return destination ? pino(options, destination) : pino(options);
}
