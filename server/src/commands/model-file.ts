import { writeFile } from 'node:fs/promises';
import { fitTurnout } from '@jemput/shared/forecast/fit-turnout';
import type { TurnoutModel } from '@jemput/shared/forecast/turnout-model';
import * as z from 'zod';
import { BadInput, readJson } from './command-io.ts';

/** Enough to know the file by; what a version's fields mean is that version's own. */
const shape = z.looseObject({
  version: z.int(),
  madeFrom: z.looseObject({ rows: z.int() }),
  features: z.array(z.string()),
  effects: z.array(z.number()),
  venues: z.record(z.string(), z.looseObject({ date: z.string() })),
});

/** A model saved by `saveModel`. @throws BadInput where the file is none, or of another version */
export async function readModel(path: string): Promise<TurnoutModel> {
  const content = await readJson(path);
  const read = shape.safeParse(content);
  if (!read.success || read.data.effects.length !== read.data.features.length) {
    throw new BadInput([`${path}: not a model that jemput forecast --save-model wrote.`]);
  }
  const { version } = fitTurnout([]);
  if (read.data.version !== version) {
    const again = 'fit it again from its history with --save-model';
    throw new BadInput([
      `${path}: /version: version: got ${read.data.version}, expected ${version}; ${again} [version]`,
    ]);
  }
  return content as TurnoutModel;
}

/** As plain JSON. @throws BadInput where it cannot be written */
export async function saveModel(path: string, model: TurnoutModel): Promise<void> {
  await writeFile(path, `${JSON.stringify(model)}\n`).catch((error: Error) => {
    throw new BadInput([`${path}: cannot be written: ${error.message}`]);
  });
}
