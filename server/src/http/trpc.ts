import { initTRPC, TRPCError } from '@trpc/server';
import * as devalue from 'devalue';
import { type Permission, requirePermission } from '../auth/roles.ts';
import type { Context } from '../context.ts';
import { isDatabaseFailure } from '../db/database-away.ts';
import { requireDatabase } from '../db/open.ts';
import { Conflict, Forbidden, Invalid, NotFound } from '../errors.ts';
import { faultsOf } from './input-faults.ts';
import { UNAVAILABLE } from './problem.ts';

const t = initTRPC
  .context<Context>()
  .meta<{ permission: Permission | 'public' }>()
  .create({
    transformer: { serialize: devalue.stringify, deserialize: devalue.parse },
    errorFormatter({ shape, error }) {
      const { code, httpStatus, path } = shape.data;
      const faults = faultsOf(error.cause);
      return { ...shape, message: messageOf(error), data: { code, httpStatus, path, faults } };
    },
  });

/** What a client may read: our own words, never those of a failure nobody foresaw. */
function messageOf(error: TRPCError): string {
  if (error.code === 'INTERNAL_SERVER_ERROR') return 'Something failed on our side.';
  if (error.code !== 'BAD_REQUEST') return error.message;
  const faults = faultsOf(error.cause);
  return faults.length > 0 ? faults.map(({ field, message }) => `${field}: ${message}`).join('; ') : error.message;
}

const codes = [
  [NotFound, 'NOT_FOUND'],
  [Forbidden, 'FORBIDDEN'],
  [Conflict, 'CONFLICT'],
  [Invalid, 'UNPROCESSABLE_CONTENT'],
] as const;

const mapErrors = t.middleware(async ({ ctx, path, next }) => {
  const result = await next();
  if (result.ok) return result;
  const cause = result.error.cause;
  const found = codes.find(([type]) => cause instanceof type);
  if (found) throw new TRPCError({ code: found[1], message: (cause as Error).message, cause });
  if (isDatabaseFailure(cause)) {
    ctx.log.error({ err: cause, path }, 'the database cannot be reached');
    throw new TRPCError({ code: 'SERVICE_UNAVAILABLE', message: UNAVAILABLE, cause: result.error });
  }
  if (result.error.code === 'INTERNAL_SERVER_ERROR')
    ctx.log.error({ err: cause ?? result.error, path }, 'request failed');
  return result;
});

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

/** Anyone, signed in or not. */
export const publicProcedure = t.procedure.meta({ permission: 'public' }).use(mapErrors);

/** Whoever the table in auth/roles.ts lets do `permission`. */
export function allowed(permission: Permission) {
  return t.procedure
    .meta({ permission })
    .use(mapErrors)
    .use(async ({ ctx, next }) => {
      // Who somebody is stands in the database: without it nobody is told that they are not allowed.
      if (!ctx.actor) await requireDatabase(ctx.db);
      requirePermission(ctx, permission);
      return next();
    });
}
