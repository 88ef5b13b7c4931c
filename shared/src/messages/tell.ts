import * as z from 'zod/mini';
import { channels } from './message.ts';

const token = z.string().check(z.maxLength(64));
const areaCode = z.string().check(z.regex(/^\d{2}(\.\d{2}){0,2}(\.\d{4})?$/, 'must be the code of an area'));
const language = z._default(z.enum(['id', 'en', 'jv', 'su']), 'id');

/** Where the holder of a ticket wants its news. */
export const tellSchema = z.object({
  token,
  channel: z.enum(channels),
  /** Mail address, telephone number, or push subscription as JSON. */
  address: z.string().check(z.minLength(3), z.maxLength(2000)),
  language,
});
export type Tell = z.infer<typeof tellSchema>;

/** No more news by this channel, or by any. */
export const untellSchema = z.object({ token, channel: z.optional(z.enum(channels)) });
export type Untell = z.infer<typeof untellSchema>;

/** News of an area to a browser, by its push subscription as JSON. */
export const followAreaSchema = z.object({
  areaCode,
  subscription: z.string().check(z.maxLength(2000)),
  language,
});
export type FollowArea = z.infer<typeof followAreaSchema>;

/** Of one area, or of all where none is named. */
export const unfollowAreaSchema = z.object({
  areaCode: z.optional(areaCode),
  subscription: z.string().check(z.maxLength(2000)),
});
export type UnfollowArea = z.infer<typeof unfollowAreaSchema>;
