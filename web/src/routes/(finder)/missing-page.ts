import { error } from '@sveltejs/kit';

/** "Not there" is an answer, 404; anything else that fails is ours, 500. */
export async function orNotFound<T>(asked: Promise<T>): Promise<T> {
  return asked.catch((cause: unknown) => {
    if ((cause as { code?: string }).code === 'NOT_FOUND') error(404);
    throw cause;
  });
}
