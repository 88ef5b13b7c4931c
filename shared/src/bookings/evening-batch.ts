import * as z from 'zod/mini';

/** Drawn once by a device and kept there; says which desk is whose. */
const deviceId = z.string().check(z.regex(/^[A-Za-z0-9_-]{8,64}$/));
const sessionId = z.string().check(z.minLength(1), z.maxLength(100));

export const askSheetSchema = z.object({ sessionId, deviceId });
export type AskSheet = z.infer<typeof askSheetSchema>;

/** A batch with no event is how an open desk shows that it has network: every few seconds. */
export const actSchema = z.object({
  sessionId,
  deviceId,
  /** Unix milliseconds of the device's clock when the batch left: tells how wrong that clock is. */
  sentAt: z.optional(z.int().check(z.minimum(0))),
  /** `mine.leaseNo` of the newest sheet that the device holds; left out where it holds none. */
  leaseNo: z.optional(z.int().check(z.minimum(0))),
  /** In the device's order; each is judged alone (evening-events.ts), so that one that cannot be read holds up no other. */
  events: z.array(z.unknown()).check(z.maxLength(500)),
});
export type Act = z.infer<typeof actSchema>;

/** A desk of which the office has heard nothing for so long may be calling by itself. */
export const SILENCE_MILLIS = 20_000;
