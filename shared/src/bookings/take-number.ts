import * as z from 'zod/mini';
import { channels } from '../messages/message.ts';
import { LONGEST_NAME } from './longest-name.ts';

/** What a resident gives for a number: a name to call and how many come. Everything else is for those who want to be told. */
export const takeNumberSchema = z.object({
  sessionId: z.string().check(z.minLength(1), z.maxLength(100)),
  people: z.int().check(z.minimum(1), z.maximum(12)),
  /** In any script, as it should be called; letters and marks, no markup needed: it is only ever shown as text. */
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(LONGEST_NAME)),
  contact: z.optional(
    z.object({
      channel: z.enum(channels),
      /** Mail address, telephone number, or push subscription as JSON. */
      address: z.string().check(z.minLength(3), z.maxLength(2000)),
    }),
  ),
  travelMinutes: z.optional(z.int().check(z.minimum(0), z.maximum(240))),
  /** Drawn in the browser, one a form: the same twice is one ticket. Without a script the server makes one of what was sent. */
  key: z.optional(z.string().check(z.regex(/^[A-Za-z0-9_-]{16,64}$/))),
  /** Proof of work on the key (proof-of-work.ts). */
  proof: z.optional(z.string().check(z.maxLength(64))),
});
export type TakeNumber = z.infer<typeof takeNumberSchema>;

/** Why no number was given, each an answer of its own. */
export const takeRefusals = [
  'not_open_yet',
  'full',
  'begun',
  'past',
  'cancelled',
  'no_numbers_here',
  'too_many_people',
  'household_cap',
  'assisted_cap',
  'alike_names',
  'bad_name',
  'bad_contact',
  'too_many_requests',
] as const;
export type TakeRefusal = (typeof takeRefusals)[number];

/** What somebody who asked for a number got: a number, a chance in the draw, a place on the waiting list, or a reason. */
export type Taken =
  | { outcome: 'number' | 'entered' | 'waiting_list'; token: string; label: string | null; repeated: boolean }
  | { outcome: 'refused'; refusal: TakeRefusal; field?: 'name' | 'people' | 'contact' };
