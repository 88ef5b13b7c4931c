import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Context } from '../context.ts';
import { currentTimetable } from '../sessions/timetable-snapshot.ts';
import { feedRoutes } from './routes.ts';

const fixed = ['sessions.geojson', 'sessions.csv', 'sessions.ndjson', 'sessions.rss', 'all.ics'];

/**
 * All feeds as files, by the paths below /feeds under which they are served, byte for byte the same.
 *
 * @param origin the public address without a slash at the end
 * @returns number of files
 */
export async function writeFeeds(
  ctx: Context,
  { directory, origin }: { directory: string; origin: string },
): Promise<number> {
  const { areas, venues, sessions } = await currentTimetable(ctx);
  const paths = [
    ...fixed,
    ...areas.map(({ code }) => `areas/${code}.ics`),
    ...venues.map(({ id }) => `venues/${id}.ics`),
    ...sessions.map(({ id }) => `sessions/${id}.ics`),
  ];
  const app = feedRoutes(() => ctx, origin);
  for (const path of paths) {
    const response = await app.request(`${origin}/feeds/${path.split('/').map(encodeURIComponent).join('/')}`);
    if (!response.ok) throw new Error(`The feed ${path} answers ${response.status}: ${await response.text()}`);
    const file = join(directory, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, await response.text());
  }
  return paths.length;
}
