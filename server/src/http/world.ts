import type { Context } from '../context.ts';

/** A context before it is known who asks. */
export type World = Omit<Context, 'actor'>;
