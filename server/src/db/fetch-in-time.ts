import { DatabaseAway } from './database-away.ts';

/** One statement of ours takes a server some milliseconds, the largest import some seconds; Node alone would wait 5 minutes. */
const ANSWER_MILLIS = 10_000;

/**
 * A fetch of whole answers for a client of a libSQL server.
 *
 * @throws DatabaseAway where the server cannot be reached, has not answered in time, or has failed (HTTP 500 and above)
 */
export function fetchInTime(millis: number = ANSWER_MILLIS) {
  return async (request: Request): Promise<Response> => {
    const { origin } = new URL(request.url);
    const answer = await wholeAnswer(request, millis).catch((error: unknown) => {
      throw new DatabaseAway(`The database server ${origin} ${whyNot(error, millis)}.`, { cause: error });
    });
    if (answer.status < 500) return answer;
    throw new DatabaseAway(`The database server ${origin} has failed with HTTP status ${answer.status}.`);
  };
}

async function wholeAnswer(request: Request, millis: number): Promise<Response> {
  const answer = await fetch(request, { signal: AbortSignal.timeout(millis) });
  return new Response(await answer.arrayBuffer(), answer);
}

function whyNot(error: unknown, millis: number): string {
  if (!(error instanceof Error)) return 'cannot be reached';
  if (error.name === 'TimeoutError') return `has not answered for ${millis} ms`;
  const { cause } = error;
  return `cannot be reached: ${cause instanceof Error && cause.message ? cause.message : error.message}`;
}
