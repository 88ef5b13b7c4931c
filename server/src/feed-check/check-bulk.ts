import { createHash } from 'node:crypto';
import type * as z from 'zod';
import { BadInput } from '../commands/command-io.ts';
import { ownManifestSchema } from '../feeds/feed-schemas.ts';
import { checkJson } from './check-json.ts';
import { type CheckedLine, checkLines, checkUnique } from './check-lines.ts';
import type { FeedFault } from './feed-fault.ts';
import { jsonLines, lineOf } from './json-lines.ts';
import type { FeedPlace } from './read-feed.ts';
import { locationSchema, type Manifest, manifestSchema, scheduleSchema, slotSchema } from './resource-schemas.ts';

export interface CheckedBulk {
  faults: FeedFault[];
  /** How many were read. */
  counts: { Location: number; Schedule: number; Slot: number };
  /** Null where it is not one. */
  manifest: Manifest | null;
  locations: Placed<z.infer<typeof locationSchema>>[];
  schedules: Placed<z.infer<typeof scheduleSchema>>[];
  slots: Placed<z.infer<typeof slotSchema>>[];
}

type Placed<T> = CheckedLine<T> & { file: string };

/** A manifest with all that it names. @throws BadInput where it is no manifest at all */
export async function checkBulk(file: string, place: FeedPlace): Promise<CheckedBulk> {
  const text = await place.read(file).catch((error: Error) => {
    throw new BadInput([`${file}: ${error.message}.`]);
  });
  const faults: FeedFault[] = [];
  const manifest = readManifest(file, text, faults);
  const counts = { Location: 0, Schedule: 0, Slot: 0 };
  if (!manifest) return { faults, counts, manifest, locations: [], schedules: [], slots: [] };
  const files = await readOutputs(file, manifest, place, faults, text);
  for (const type of ['Location', 'Schedule', 'Slot'] as const) {
    if (manifest.output.some((one) => one.type === type)) continue;
    faults.push({ file, line: 1, field: 'output', value: undefined, expected: `a file of type ${type}` });
  }
  const read = <T>(type: keyof CheckedBulk['counts'], schema: z.ZodType<T>): Placed<T>[] =>
    files
      .filter((one) => one.type === type)
      .flatMap((one) => checkLines(one, schema, faults).map((line) => ({ ...line, file: one.file })));
  const locations = read('Location', locationSchema);
  const schedules = read('Schedule', scheduleSchema);
  const slots = read('Slot', slotSchema);
  for (const resources of [locations, schedules, slots]) {
    checkUnique(
      resources.map(({ value: { id }, line, file }) => ({ id, line, file })),
      'id',
      faults,
    );
  }
  const known = knownIds(files);
  for (const { value, line, file } of schedules) {
    for (const [at, { reference }] of value.actor.entries()) {
      if (!known.has(reference)) faults.push(unknownReference(file, line, `actor[${at}].reference`, reference));
    }
  }
  for (const { value, line, file } of slots) {
    const { reference } = value.schedule;
    if (!known.has(reference)) faults.push(unknownReference(file, line, 'schedule.reference', reference));
  }
  checkValidity(manifest, slots, faults);
  if (slots.some(({ value }) => isOurs(value))) checkOwnManifest(file, text, faults);
  const counted = { Location: locations.length, Schedule: schedules.length, Slot: slots.length };
  return { faults, counts: counted, manifest, locations, schedules, slots };
}

/** A slot that says what only Jemput's say. */
function isOurs({ extension = [] }: z.infer<typeof slotSchema>): boolean {
  return extension.some(({ url }) => url.endsWith('/data#session-status'));
}

/** Ours says more than SMART asks for: who publishes, under which licence, from when to when. */
function checkOwnManifest(file: string, text: string, faults: FeedFault[]): void {
  faults.push(...checkJson(file, text, ownManifestSchema).faults);
}

function unknownReference(file: string, line: number, field: string, value: string): FeedFault {
  return { file, line, field, value, expected: `something that the feed has; there is no ${value}` };
}

function readManifest(file: string, text: string, faults: FeedFault[]): Manifest | null {
  try {
    JSON.parse(text);
  } catch (error) {
    throw new BadInput([`${file}: not JSON: ${error instanceof Error ? error.message : error}`]);
  }
  const checked = checkJson(file, text, manifestSchema);
  faults.push(...checked.faults);
  return checked.value;
}

interface ReadFile {
  type: string;
  file: string;
  text: string;
}

/** Types that are none of the three are for others. */
async function readOutputs(
  file: string,
  manifest: Manifest,
  place: FeedPlace,
  faults: FeedFault[],
  manifestText: string,
): Promise<ReadFile[]> {
  const files: ReadFile[] = [];
  const lines = jsonLines(manifestText);
  for (const [at, { type, url, extension }] of manifest.output.entries()) {
    if (!['Location', 'Schedule', 'Slot'].includes(type)) continue;
    const wrong = (field: string, value: unknown, expected: string) =>
      faults.push({
        file,
        line: lineOf(lines, `output[${at}].${field}`),
        field: `output[${at}].${field}`,
        value,
        expected,
      });
    try {
      const text = await place.read(url);
      files.push({ type, file: url.split('/').at(-1) ?? url, text });
      const sha256 = createHash('sha256').update(text).digest('hex');
      if (extension?.sha256 !== undefined && extension.sha256 !== sha256) {
        wrong('extension.sha256', extension.sha256, `${sha256}, that of the file as it is`);
      }
      const count = text.split('\n').length - (text.endsWith('\n') || text === '' ? 1 : 0);
      if (extension?.lines !== undefined && extension.lines !== count) {
        wrong('extension.lines', extension.lines, `${count}, the lines of the file`);
      }
    } catch (error) {
      wrong('url', url, `a file that can be read: ${error instanceof Error ? error.message : error}`);
    }
  }
  return files;
}

/** Also of lines that are wrong elsewhere, so that one fault is told once. */
function knownIds(files: ReadFile[]): Set<string> {
  return new Set(
    files.flatMap(({ text }) =>
      text.split('\n').flatMap((line) => {
        try {
          const { resourceType, id } = JSON.parse(line) as { resourceType?: unknown; id?: unknown };
          return [`${String(resourceType)}/${String(id)}`];
        } catch {
          return [];
        }
      }),
    ),
  );
}

/** Where the manifest tells from when to when it holds, as GTFS does, each slot lies within. */
function checkValidity(manifest: Manifest, slots: CheckedBulk['slots'], faults: FeedFault[]): void {
  const { feed_start_date: from = '0000-00-00', feed_end_date: to = '9999-99-99' } = manifest;
  for (const { value, line, file } of slots) {
    const date = value.start.slice(0, 10);
    if (date >= from && date <= to) continue;
    faults.push({
      file,
      line,
      field: 'start',
      value: value.start,
      expected: `a date from ${from} to ${to}, as the manifest says`,
    });
  }
}
