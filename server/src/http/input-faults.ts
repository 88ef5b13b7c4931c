import * as z from 'zod/mini';
import { type Fault, Invalid } from '../errors.ts';

/** Every fault of a refused input; none where the error is not about the input. */
export function faultsOf(cause: unknown): Fault[] {
  if (cause instanceof Invalid) return cause.faults;
  if (!(cause instanceof z.core.$ZodError)) return [];
  return cause.issues.map(({ path, code, message }) => ({ field: `/${path.join('/')}`, code, message }));
}
