import { actorOrNobody, CLIENT_ADDRESS_HEADER, type SignIn } from '../auth/sign-in.ts';
import type { Settings } from '../env.ts';
import { createCaller } from './router.ts';
import type { World } from './world.ts';

/** What pages rendered on the server get, as `event.platform.req.jemput`. */
export interface Platform {
  /** The API without HTTP; whoever the cookie belongs to is the actor. */
  caller(headers: Headers): ReturnType<typeof createCaller>;
  /** Answers a request to /api/auth/*, for the sign-in page's form. Ask only for forms whose origin was checked. */
  auth(request: Request): Promise<Response>;
  mapTiles: Settings['mapTiles'];
}

export interface PlatformParts {
  world: World;
  signIn: SignIn;
  settings: Pick<Settings, 'mapTiles' | 'origin'>;
}

/** For one request; `clientAddress` is what sign-in tries are counted by. */
export function createPlatform({ world, signIn, settings }: PlatformParts, clientAddress: string): Platform {
  return {
    caller(headers) {
      let context: Promise<World & { actor: Awaited<ReturnType<SignIn['actorOf']>> }> | undefined;
      return createCaller(() => {
        context ??= actorOrNobody(signIn, headers).then((actor) => ({ ...world, actor }));
        return context;
      });
    },
    auth(request) {
      const headers = new Headers(request.headers);
      headers.set(CLIENT_ADDRESS_HEADER, clientAddress);
      headers.set('origin', settings.origin);
      return signIn.handle(new Request(request, { headers }));
    },
    mapTiles: settings.mapTiles,
  };
}
