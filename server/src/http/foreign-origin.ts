import type { Context as HonoContext, MiddlewareHandler } from 'hono';
import { trustedOrigins } from '../auth/sign-in.ts';
import { problemResponse } from './problem.ts';

const harmless = ['GET', 'HEAD', 'OPTIONS'];

/** True where a browser sends it for a page that is not ours; programs other than browsers name no origin. */
function isForeign(c: HonoContext, origin: string): boolean {
  const asked = c.req.header('origin');
  return asked !== undefined && !trustedOrigins(origin, c.req.raw).includes(asked);
}

/** Refuses changes that another site's page asks for with somebody's cookie; other ports of a host share its cookies. */
export function refuseForeignOrigin(origin: string): MiddlewareHandler {
  return async (c, next) => {
    if (harmless.includes(c.req.method) || !isForeign(c, origin)) return next();
    const detail = 'This was asked for by a page of another site.';
    return problemResponse({ status: 403, title: 'Foreign origin', detail });
  };
}
