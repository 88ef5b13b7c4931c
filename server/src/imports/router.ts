import * as z from 'zod/mini';
import { allowed, router } from '../http/trpc.ts';
import { applyImport } from './apply-import.ts';
import { checkImport, type ImportFile } from './check-import.ts';
import { importKinds } from './kinds.ts';
import { listKinds } from './list-kinds.ts';

const fileSchema = z.object({
  kind: z.enum(importKinds),
  fileName: z.string().check(z.maxLength(255)),
  contentBase64: z.string(),
});

function toFile({ contentBase64, ...file }: z.infer<typeof fileSchema>): ImportFile {
  return { ...file, bytes: Buffer.from(contentBase64, 'base64') };
}

const importing = allowed('imports.write').input(fileSchema);

export const importsRouter = router({
  kinds: allowed('places.read').query(() => listKinds()),
  check: importing.mutation(({ ctx, input }) => checkImport(ctx, toFile(input))),
  run: importing.mutation(({ ctx, input }) => applyImport(ctx, toFile(input))),
});
