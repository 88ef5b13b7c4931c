import * as z from 'zod/mini';
import { LONGEST_NAME } from './longest-name.ts';
import { skipReasons, ticketSeries } from './ticket.ts';

/** 96 random bits in base64url, made where the ticket is made: at the office or on a desk's phone. */
export const ticketIdSchema = z.string().check(z.regex(/^[A-Za-z0-9_-]{16}$/));

const eventBase = {
  /** Made on the device: the same event twice is one. */
  id: z.uuid(),
  /** The device's event before this one, null for its first: events of a device count in its own order, in whatever order they come in. */
  after: z.optional(z.nullable(z.uuid())),
  /** Unix milliseconds of the device's clock. */
  madeAt: z.int().check(z.minimum(0)),
};
const onTicket = { ...eventBase, ticketId: ticketIdSchema };
const people = z.int().check(z.minimum(1), z.maximum(12));
const count = z.int().check(z.minimum(0), z.maximum(10_000));

/** What a desk tells of its evening. Whoever presses next has served whom the desk called before. */
export const eveningEventSchema = z.discriminatedUnion('kind', [
  /** The office answers with the desk's letter; the same device gets the same letter again. Needs the network the first time. */
  z.object({ ...eventBase, kind: z.literal('desk_opened') }),
  /** The office chooses whom. Needs the network. */
  z.object({ ...eventBase, kind: z.literal('call_next') }),
  /** Without network, of the desk's own share (desk-lease.ts); `insteadOf` is the `call_next` that was never answered. */
  z.object({ ...onTicket, kind: z.literal('called'), insteadOf: z.optional(z.uuid()) }),
  z.object({ ...onTicket, kind: z.literal('recalled') }),
  z.object({ ...onTicket, kind: z.literal('skipped'), reason: z.enum(skipReasons) }),
  z.object({ ...onTicket, kind: z.literal('parked') }),
  /** Is at the venue; who was called or parked before comes in again by the public rule, at `placeAt` where a desk without network said so. */
  z.object({ ...onTicket, kind: z.literal('arrived'), placeAt: z.optional(z.int().check(z.minimum(0))) }),
  /** A number for somebody who just came, of the desk's own series; the office gives the next where `number` is left out. */
  z.object({
    ...onTicket,
    kind: z.literal('walk_in'),
    number: z.optional(z.int().check(z.minimum(1), z.maximum(9999))),
    people,
    name: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(LONGEST_NAME))),
    /** Why although nobody more can be served by closing. */
    although: z.optional(z.string().check(z.trim(), z.minLength(3), z.maxLength(200))),
  }),
  /** Done, without calling the next; `people` where other than came on the ticket. */
  z.object({ ...onTicket, kind: z.literal('served'), people: z.optional(people) }),
  z.object({ ...eventBase, kind: z.literal('desk_closed') }),
  /** That desk calls no more: what it alone might call is everybody's again. */
  z.object({ ...eventBase, kind: z.literal('taken_over'), desk: z.enum(ticketSeries) }),
  /** Counts of people beside those with a number; the rest is counted from the tickets. */
  z.object({
    ...eventBase,
    kind: z.literal('evening_closed'),
    servedWithoutNumber: count,
    turnedAwayWithoutNumber: count,
    /** Of the reasons of a close report (field/surprise-reason.ts). */
    reason: z.optional(z.string().check(z.maxLength(30))),
    note: z.string().check(z.maxLength(500)),
  }),
]);
export type EveningEvent = z.infer<typeof eveningEventSchema>;
export type EveningEventKind = EveningEvent['kind'];

/** Why something a desk told was not done; kept with it, so that the same again gets the same answer. */
export const eveningRefusals = [
  'malformed',
  'cancelled',
  'not_today',
  'evening_over',
  'no_desk',
  'no_desk_left',
  'not_yours',
  'called_elsewhere',
  'not_called',
  'ended',
  'unknown_ticket',
  'no_more_servable',
  'desks_open',
  'number_taken',
] as const;
export type EveningRefusal = (typeof eveningRefusals)[number];
