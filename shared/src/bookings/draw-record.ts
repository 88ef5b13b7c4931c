import * as z from 'zod/mini';

const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits'));
const code = z.string().check(z.regex(/^[0-9a-f]{32}$/, 'must be 32 hexadecimal digits'));

/** Somebody's entry; nothing in it tells who. Entries under one name have one chance between them. */
export const drawEntrySchema = z.object({
  code,
  chance: code,
  people: z.int().check(z.minimum(1)),
});
export type DrawEntry = z.infer<typeof drawEntrySchema>;

/** All that a draw was made of and what came of it: with it anybody can make the draw again. */
export const drawRecordSchema = z.object({
  sessionId: z.string(),
  /** SHA-256 of the seed's 32 bytes, published before anybody entered. */
  commitment: hash,
  seed: hash,
  /** ISO 8601 with offset. */
  drawnAt: z.string(),
  /** People for whom there was room. */
  places: z.int().check(z.minimum(0)),
  /** In order of their codes. */
  entries: z.array(drawEntrySchema),
  /** Codes as drawn, the first first. */
  order: z.array(code),
  /** Codes of those who got a number, and of those who wait for one that is given back, each in the order drawn. */
  placed: z.array(code),
  waiting: z.array(code),
});
export type DrawRecord = z.infer<typeof drawRecordSchema>;
