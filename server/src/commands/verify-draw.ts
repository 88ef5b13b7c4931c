import { type DrawFault, verifyDraw } from '@jemput/shared/bookings/draw-order';
import { drawRecordSchema } from '@jemput/shared/bookings/draw-record';
import * as z from 'zod';
import { isUrl } from '../feed-check/read-feed.ts';
import { BadInput, type CommandIo, orBadInput, processIo, readJson } from './command-io.ts';

const USAGE = `usage: jemput verify-draw URL|FILE
URL: of a session's draw, https://…/api/v1/sessions/ID/draw
FILE: what stands there, saved`;

const publishedSchema = z.object({ commitment: z.string(), draw: z.nullable(drawRecordSchema) });

const explained: Record<DrawFault, string> = {
  commitment: 'the seed is not the one that was committed to',
  entries: 'an entry is there twice',
  order: 'the order is not what seed and entries give',
  placed: 'the numbers did not go to those drawn first',
  waiting: 'the waiting list is not those drawn next',
};

/** `jemput verify-draw`: exit 0 the draw is as published, 1 it is not (one line a fault), 2 nothing that could be checked. */
export async function verifyDrawCommand(args: string[], io: CommandIo = processIo): Promise<number> {
  return orBadInput(io, USAGE, async () => {
    const [target, ...more] = args;
    if (target === '--help' || target === '-h') {
      io.out(`${USAGE}\n`);
      return 0;
    }
    if (target === undefined || more.length > 0) throw new BadInput(['one address or file is needed', USAGE]);
    const found = publishedSchema.safeParse(isUrl(target) ? await readAt(target) : await readJson(target));
    if (!found.success) throw new BadInput([`${target}: not a published draw: ${z.prettifyError(found.error)}`]);
    const { commitment, draw } = found.data;
    if (!draw) throw new BadInput([`${target}: not drawn yet; committed to ${commitment}.`]);
    const faults = verifyDraw({ ...draw, commitment });
    for (const fault of faults) io.out(`${fault}: ${explained[fault]}\n`);
    const said = `${draw.entries.length} entries, ${draw.places} places, ${draw.placed.length} numbers`;
    io.out(faults.length > 0 ? `not as published; ${said}\n` : `as published; ${said}\n`);
    return faults.length > 0 ? 1 : 0;
  });
}

async function readAt(url: string): Promise<unknown> {
  const answer = await fetch(url).catch((error: Error) => {
    throw new BadInput([`${url}: ${error.message}.`]);
  });
  if (!answer.ok) throw new BadInput([`${url}: answered ${answer.status}.`]);
  return answer.json().catch(() => {
    throw new BadInput([`${url}: not JSON.`]);
  });
}
