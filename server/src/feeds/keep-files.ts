import { mkdir } from 'node:fs/promises';
import type { Context } from '../context.ts';
import { timetableSource } from '../sessions/timetable-source.ts';
import { type FeedFolder, writeKeptFeeds } from './write-feeds.ts';

/** Publications of other processes are seen after as long, too. */
const LOOK_EVERY_MILLIS = 1000;
/** Of the time that writing takes: so that reports of a busy evening leave the machine to residents. */
const REST_TIMES = 10;
const LONGEST_REST_MILLIS = 30_000;

export interface KeptFiles {
  /** Writes what is to be written first. */
  stop(): Promise<void>;
}

export interface KeptFilesOptions {
  lookEveryMillis?: number;
  /** Nothing is written before. */
  after?: Promise<void>;
}

/**
 * Keeps the feeds of the whole city for software as plain files: written at once, again when what they say changes, left as they are
 * while the database cannot be read. A failure is logged once until it is mended.
 *
 * @param ctx of somebody not signed in
 */
export function startKeepingFiles(
  ctx: Context,
  folder: FeedFolder,
  { lookEveryMillis = LOOK_EVERY_MILLIS, after = Promise.resolve() }: KeptFilesOptions = {},
): KeptFiles {
  const made = mkdir(folder.directory, { recursive: true });
  let written: { timetable: object; until: number } | undefined;
  let failing = false;
  let restsUntil = 0;
  const look = async () => {
    try {
      const source = await timetableSource(ctx);
      const same = written?.timetable === source.timetable && ctx.now() < written.until;
      const began = performance.now();
      if (same || source.outageSince !== null || began < restsUntil) return;
      await writeKeptFeeds(ctx, folder);
      const now = performance.now();
      restsUntil = now + Math.min(LONGEST_REST_MILLIS, REST_TIMES * (now - began));
      written = source;
      failing = false;
    } catch (error) {
      if (!failing)
        ctx.log.error({ err: error, directory: folder.directory }, 'the files of the feeds were not written');
      failing = true;
    }
  };
  let looking = Promise.allSettled([made, after]).then(look);
  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    looking = looking.then(look).finally(() => {
      busy = false;
    });
  }, lookEveryMillis);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await looking;
    },
  };
}
