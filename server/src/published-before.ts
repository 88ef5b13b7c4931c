import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from './env.ts';
import { bulkNames } from './feeds/bulk-feed.ts';

export type KeptBeside = Pick<Settings, 'scheduleFile' | 'feedDirectory' | 'contactKeyDirectory'>;

/**
 * What an office leaves beside its database once it has places, a schedule or people with numbers: an empty or missing
 * database beside it is a lost one, and not a new office's.
 *
 * @returns files and folders, for whoever wants to begin anew and must delete them
 */
export function publishedBefore({ scheduleFile, feedDirectory, contactKeyDirectory }: KeptBeside): string[] {
  return [
    ...(isFilled(scheduleFile) ? [scheduleFile] : []),
    ...(bulkNames.some((name) => name.endsWith('.ndjson') && isFilled(join(feedDirectory, name)))
      ? [feedDirectory]
      : []),
    ...(namesIn(contactKeyDirectory).some((name) => name.endsWith('.key')) ? [contactKeyDirectory] : []),
  ];
}

function isFilled(file: string): boolean {
  return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
