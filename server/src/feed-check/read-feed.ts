import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { BadInput } from '../commands/command-io.ts';

/** Where the files of a feed are had from. */
export interface FeedPlace {
  /** Files that are there, by name, if they can be listed. */
  names: string[];
  /** @throws where it cannot be had; the text says why */
  read(nameOrUrl: string): Promise<string>;
}

const PATIENCE_MILLIS = 30_000;

export function isUrl(target: string): boolean {
  return /^https?:\/\//.test(target);
}

async function fetchText(url: string): Promise<string> {
  const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MILLIS) }).catch((error: Error) => {
    const cause = error.cause instanceof Error ? error.cause.message : error.message;
    throw new Error(`it cannot be reached: ${cause}`);
  });
  if (!response.ok) throw new Error(`it answers ${response.status}`);
  return response.text();
}

/** Names are resolved against an address; a manifest's own addresses are asked as they stand. */
export function placeAt(base: string): FeedPlace {
  return { names: [], read: (nameOrUrl) => fetchText(new URL(nameOrUrl, base).href) };
}

/** A manifest's addresses are looked for by their last part, as the files would be hosted. */
export async function placeIn(directory: string): Promise<FeedPlace> {
  const names = await readdir(directory);
  const nameOf = (nameOrUrl: string) =>
    isUrl(nameOrUrl) ? decodeURIComponent(basename(new URL(nameOrUrl).pathname)) : nameOrUrl;
  return {
    names,
    read: async (nameOrUrl) => {
      const name = nameOf(nameOrUrl);
      if (!names.includes(name)) throw new Error(`there is no file ${name} in ${directory}`);
      return readFile(join(directory, name), 'utf8');
    },
  };
}

/** @throws BadInput where nothing is there */
export async function isFolder(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  if (!found) throw new BadInput([`${path}: there is nothing there. Give an address, a folder or a file of a feed.`]);
  return found.isDirectory();
}
