import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { type CheckedBulk, checkBulk } from '../feed-check/check-bulk.ts';
import { ownCheck } from '../feed-check/check-own.ts';
import { type FeedFault, faultLine } from '../feed-check/feed-fault.ts';
import { isFolder, isUrl, placeAt, placeIn } from '../feed-check/read-feed.ts';
import { checkSameStory, FULLEST } from '../feed-check/same-story.ts';
import { BULK_PUBLISH, MANIFEST } from '../feeds/bulk-feed.ts';
import { BadInput, type CommandIo, orBadInput, processIo } from './command-io.ts';

const USAGE = `usage: jemput check-feed URL|DIR|FILE
URL: of a manifest (SMART Scheduling Links), of a Jemput site, or of one of its feeds
DIR: a folder with the files, as "jemput export feed DIR" writes it`;

/** `jemput check-feed`: exit 0 all is well, 1 it is not (one line a fault), 2 nothing that could be checked. */
export async function checkFeed(args: string[]): Promise<number> {
  return checkFeedCommand(args, processIo);
}

export async function checkFeedCommand(args: string[], io: CommandIo): Promise<number> {
  return orBadInput(io, USAGE, async () => {
    const { positionals } = parseArgs({ args, allowPositionals: true, options: {} });
    const [target, ...more] = positionals;
    if (target === undefined || more.length > 0) {
      throw new BadInput([`one address, folder or file is needed, got ${positionals.length}`, USAGE]);
    }
    const { faults, said } = isUrl(target) ? await checkAddress(target) : await checkPath(target);
    for (const fault of faults) io.out(`${faultLine(fault)}\n`);
    io.out(faults.length > 0 ? `${faults.length} faults; ${said}\n` : `no faults; ${said}\n`);
    return faults.length > 0 ? 1 : 0;
  });
}

interface Checked {
  faults: FeedFault[];
  /** What was looked at. */
  said: string;
}

function told({ faults, counts }: CheckedBulk): Checked {
  const { Location: places, Schedule: schedules, Slot: slots } = counts;
  return { faults, said: `${places} locations, ${schedules} schedules, ${slots} slots` };
}

/** A manifest, a feed by its name, or a site whose manifest stands where Jemput has it. */
async function checkAddress(url: string): Promise<Checked> {
  const { pathname } = new URL(url);
  const name = decodeURIComponent(basename(pathname));
  if (ownCheck(name)) return checkOwn(name, await readOrRefuse(url, () => placeAt(url).read(url)));
  if (name.endsWith('.json') || name === BULK_PUBLISH) return told(await checkBulk(url, placeAt(url)));
  const base = url.endsWith('/') ? url : `${url}/`;
  const tried = ['', 'feeds/'].flatMap((folder) => [MANIFEST, BULK_PUBLISH].map((file) => `${base}${folder}${file}`));
  for (const address of tried) {
    const found = await fetch(address, { method: 'HEAD' }).catch(() => null);
    if (found?.ok && !found.headers.get('content-type')?.includes('html')) {
      return told(await checkBulk(address, placeAt(address)));
    }
  }
  throw new BadInput([`${url}: there is no manifest; looked for ${tried.join(', ')}.`]);
}

async function checkPath(path: string): Promise<Checked> {
  if (await isFolder(path)) return checkFolder(path);
  const name = basename(path);
  if (ownCheck(name)) return checkOwn(path, await readOrRefuse(path, () => readFile(path, 'utf8')));
  throw new BadInput([`${path}: not a feed that can be checked alone. Give the folder of a manifest.`]);
}

function checkOwn(name: string, text: string): Checked {
  return { faults: ownCheck(name)?.(name, text) ?? [], said: name };
}

async function readOrRefuse(name: string, read: () => Promise<string>): Promise<string> {
  return read().catch((error: Error) => {
    throw new BadInput([`${name}: ${error.message}.`]);
  });
}

/** Manifest and all feeds beside it, which must tell the same. */
async function checkFolder(directory: string): Promise<Checked> {
  const place = await placeIn(directory);
  const manifest = [MANIFEST, BULK_PUBLISH].find((name) => place.names.includes(name));
  const own = place.names.filter((name) => ownCheck(name));
  if (manifest === undefined && own.length === 0) {
    throw new BadInput([`${directory}: there is neither ${MANIFEST} nor ${BULK_PUBLISH} nor any feed in it.`]);
  }
  const faults: FeedFault[] = [];
  const said: string[] = [];
  const bulk = manifest === undefined ? null : await checkBulk(manifest, place);
  if (bulk) {
    faults.push(...bulk.faults);
    said.push(told(bulk).said);
  }
  const texts = new Map<string, string>();
  for (const name of own) {
    const text = await place.read(name);
    texts.set(name, text);
    faults.push(...(ownCheck(name)?.(name, text) ?? []));
    said.push(name);
  }
  if (texts.has(FULLEST)) faults.push(...checkSameStory(bulk, texts));
  return { faults, said: said.join(', ') };
}
