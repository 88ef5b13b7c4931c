import type { Platform as JemputPlatform } from '@jemput/server/http/platform';
import type { Api } from '#lib/api.ts';
import type { WhereToGo } from '#lib/timetable/where-to-go.ts';

declare global {
  namespace App {
    interface Locals {
      api: Api;
      /** better-auth's handler, for the sign-in page. */
      auth: (request: Request) => Promise<Response>;
      /** The office's database is away, so that nobody can be known. */
      isAway: boolean;
      actor: { id: string; name: string; role: string } | null;
    }
    interface Error {
      /** On a page that is not there. */
      whereToGo?: WhereToGo | undefined;
    }
    interface Platform {
      req: { jemput: JemputPlatform };
    }
  }
}
