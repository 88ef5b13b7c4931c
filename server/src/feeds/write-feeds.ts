import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { inSlices } from '../clock/in-slices.ts';
import type { Context } from '../context.ts';
import { currentTimetable } from '../sessions/timetable-snapshot.ts';
import { bulkFeed, bulkNames } from './bulk-feed.ts';
import { feedKinds } from './feed-kinds.ts';
import { feedRoutes } from './routes.ts';

export interface FeedFolder {
  directory: string;
  /** The public address without a slash at the end. */
  origin: string;
}

/** Feeds of everything at once, beside the bulk feed. */
const ofCity = feedKinds.flatMap(({ path, parameter }) =>
  parameter || bulkNames.some((name) => name === path) ? [] : [path],
);

/** Files without a byte as long as no session was ever published. */
const ofSessions = ['changes.ndjson', 'sessions.ndjson', 'slots.ndjson'];

/**
 * All feeds as files, by the paths below /feeds under which they are served, byte for byte the same.
 *
 * @returns number of files
 */
export async function writeFeeds(ctx: Context, folder: FeedFolder): Promise<number> {
  const { areas, venues, sessions } = await currentTimetable(ctx);
  for (const part of ['areas', 'venues', 'sessions']) await mkdir(join(folder.directory, part), { recursive: true });
  const followed = [
    ...areas.flatMap(({ code }) => [`areas/${code}.ics`, `areas/${code}.rss`]),
    ...venues.map(({ id }) => `venues/${id}.ics`),
    ...sessions.map(({ id }) => `sessions/${id}.ics`),
  ];
  return (await writeServed(ctx, folder, [...followed, ...ofCity])) + (await writeBulk(ctx, folder));
}

/**
 * The feeds of the whole city for software. What people subscribe to is left out: it takes longest to make, and whoever
 * serves this folder alone serves programs. The folder is made where it is gone, but not what it lay in: that was taken
 * away whole, and is to find its place free when it comes back.
 *
 * @throws Error in place of emptying files that tell of sessions: a database that never had any is not theirs
 */
export async function writeKeptFeeds(ctx: Context, folder: FeedFolder): Promise<number> {
  const { sessions } = await currentTimetable(ctx);
  if (sessions.length === 0 && (await tellsSessions(folder))) {
    throw new Error('The files tell of sessions and the database knows of none, so they are left as they are.');
  }
  await makeFolder(folder.directory);
  const forSoftware = ofCity.filter((path) => !/\.(ics|rss)$/.test(path));
  return (await writeServed(ctx, folder, forSoftware)) + (await writeBulk(ctx, folder));
}

async function makeFolder(directory: string): Promise<void> {
  try {
    await mkdir(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

async function tellsSessions({ directory }: FeedFolder): Promise<boolean> {
  const sizes = ofSessions.map(async (name) => (await stat(join(directory, name)).catch(() => null))?.size ?? 0);
  return (await Promise.all(sizes)).some((size) => size > 0);
}

/** The manifest last, so that what it names is there. */
async function writeBulk(ctx: Context, { directory, origin }: FeedFolder): Promise<number> {
  const bulk = await bulkFeed(ctx, origin);
  for (const name of bulkNames) await replaceFile(join(directory, name), bulk[name]);
  return bulkNames.length;
}

async function writeServed(ctx: Context, { directory, origin }: FeedFolder, paths: string[]): Promise<number> {
  const app = feedRoutes(() => ctx, origin);
  await inSlices(paths, 1, async ([path = '']) => {
    const response = await app.request(`${origin}/feeds/${path.split('/').map(encodeURIComponent).join('/')}`);
    if (!response.ok) throw new Error(`The feed ${path} answers ${response.status}: ${await response.text()}`);
    await replaceFile(join(directory, path), new Uint8Array(await response.arrayBuffer()));
  });
  return paths.length;
}

/** Whoever reads meanwhile gets the old file or the new one, never a part. */
async function replaceFile(file: string, text: string | Uint8Array): Promise<void> {
  const fresh = join(dirname(file), `.${basename(file)}.${randomUUID()}`);
  try {
    await writeFile(fresh, text);
    await rename(fresh, file);
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  }
}
