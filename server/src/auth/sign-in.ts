import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { APIError, createAuthMiddleware } from 'better-auth/api';
import { betterAuth } from 'better-auth/minimal';
import { username } from 'better-auth/plugins/username';
import { eq } from 'drizzle-orm';
import type { Logger } from 'pino';
import type { Actor } from '../context.ts';
import { isDatabaseFailure } from '../db/database-away.ts';
import { type Database, requireDatabase } from '../db/open.ts';
import { account, session, user, verification } from '../db/schema/staff.ts';
import { type SignInLimit, signInLimit } from './sign-in-limit.ts';

export interface SignIn {
  /** Answers /api/auth/*. */
  handle(request: Request): Promise<Response>;
  /** Who the cookie belongs to; null where nobody is signed in or the account is disabled. */
  actorOf(headers: Headers): Promise<Actor | null>;
}

export interface SignInOptions {
  db: Database;
  secret: string;
  origin: string;
  log: Logger;
  limit?: SignInLimit;
}

/** Set by http/server.ts on every request, from the socket or a trusted proxy. */
export const CLIENT_ADDRESS_HEADER = 'x-client-address';

export const COOKIE_PREFIX = 'jemput';

const SIGN_IN_PATH = '/sign-in/username';
const openPaths = [SIGN_IN_PATH, '/sign-out', '/get-session', '/change-password'].map((path) => `/api/auth${path}`);
const DAY_SECONDS = 86_400;

function addressOf(headers: Headers | undefined): string {
  return headers?.get(CLIENT_ADDRESS_HEADER) ?? 'unknown';
}

/** The origins of one server: the public one, and whatever name the browser itself used to reach it. */
export function trustedOrigins(origin: string, request?: Request): string[] {
  const host = request?.headers.get('host');
  return host ? [origin, `http://${host}`, `https://${host}`] : [origin];
}

function limitHooks(limit: SignInLimit) {
  return {
    before: createAuthMiddleware(async (ctx) => {
      if (ctx.path !== SIGN_IN_PATH) return;
      const waitSeconds = await limit.tryOnce(addressOf(ctx.headers), String(ctx.body?.username));
      if (waitSeconds === 0) return;
      const message = `Too many tries. Wait ${waitSeconds} seconds.`;
      throw new APIError('TOO_MANY_REQUESTS', { code: 'TOO_MANY_TRIES', message }, { 'Retry-After': `${waitSeconds}` });
    }),
    after: createAuthMiddleware(async (ctx) => {
      if (ctx.path !== SIGN_IN_PATH || !ctx.context.newSession) return;
      await limit.succeeded(addressOf(ctx.headers), String(ctx.body?.username));
    }),
  };
}

async function refuseDisabled(db: Database, userId: string): Promise<void> {
  const [found] = await db.select({ disabled: user.disabled }).from(user).where(eq(user.id, userId));
  if (found?.disabled) {
    throw new APIError('FORBIDDEN', { code: 'ACCOUNT_DISABLED', message: 'This account is disabled.' });
  }
}

function library({ db, secret, origin, log, limit = signInLimit() }: SignInOptions) {
  return betterAuth({
    appName: 'Jemput',
    baseURL: origin,
    basePath: '/api/auth',
    secret,
    trustedOrigins: (request) => trustedOrigins(origin, request),
    database: drizzleAdapter(db, { provider: 'sqlite', schema: { user, session, account, verification } }),
    emailAndPassword: { enabled: true, disableSignUp: true },
    plugins: [username({ usernameValidator: (name) => /^[a-zA-Z0-9][a-zA-Z0-9._-]*$/.test(name) })],
    user: {
      additionalFields: {
        role: { type: 'string', input: false, required: true },
        disabled: { type: 'boolean', input: false, defaultValue: false },
      },
    },
    session: { expiresIn: 14 * DAY_SECONDS, updateAge: DAY_SECONDS },
    databaseHooks: { session: { create: { before: ({ userId }) => refuseDisabled(db, userId) } } },
    hooks: limitHooks(limit),
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: COOKIE_PREFIX,
      // Said outright, as the library skips them in a test run by itself.
      disableOriginCheck: false,
      disableCSRFCheck: false,
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER], disableIpTracking: true },
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' },
    },
    telemetry: { enabled: false },
    logger: { log: (level, message) => (level === 'error' ? log.error(message) : log.debug(message)) },
  });
}

/** Sign-in by name and password with cookies, mounted once. */
export function createSignIn(options: SignInOptions): SignIn {
  const auth = library(options);
  return {
    async handle(request) {
      if (openPaths.includes(new URL(request.url).pathname)) return auth.handler(request);
      return new Response(null, { status: 404 });
    },
    async actorOf(headers) {
      if (!headers.get('cookie')) return null;
      const found = await auth.api.getSession({ headers }).catch(async (error: unknown) => {
        // The library does not say what failed.
        await requireDatabase(options.db);
        throw error;
      });
      if (!found || found.user.disabled) return null;
      const { id, name, role } = found.user;
      return { id, name, role: role as Actor['role'] };
    },
  };
}

/** Nobody while the database is away: what is public stays so for those who are signed in. */
export function actorOrNobody(signIn: SignIn, headers: Headers): Promise<Actor | null> {
  return signIn.actorOf(headers).catch((error: unknown) => {
    if (isDatabaseFailure(error)) return null;
    throw error;
  });
}
