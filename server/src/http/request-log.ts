import { DrizzleQueryError } from 'drizzle-orm/errors';
import { type DestinationStream, type Logger, pino } from 'pino';

function described(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: String(error) };
  if (error instanceof DrizzleQueryError)
    return { type: 'DrizzleQueryError', query: error.query, cause: described(error.cause) };
  return { type: error.name, message: error.message, stack: error.stack };
}

/** Structured lines on stdout. A failed query is logged without its parameters, which may be people's data. */
export function createLog(destination?: DestinationStream): Logger {
  const options = { base: null, serializers: { err: described }, timestamp: pino.stdTimeFunctions.isoTime };
  return destination ? pino(options, destination) : pino(options);
}
