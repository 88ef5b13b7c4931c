import * as z from 'zod/mini';
import { releaseModes } from '../sessions/release.ts';

const count = (most: number) => z.int().check(z.minimum(0), z.maximum(most));
const share = z.number().check(z.minimum(0), z.maximum(0.9));

/** What an office decides of its numbers; one set for all its sessions. */
export const queueSettingsSchema = z.object({
  release: z.enum(releaseModes),
  /** Numbers can be asked for from so many days before the session, at this hour of its wall clock. */
  openDaysBefore: z.int().check(z.minimum(0), z.maximum(28)),
  openTime: z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time, HH:mm')),
  /** In how many equal parts a staggered release gives its numbers, and hours between them. */
  releaseParts: z.int().check(z.minimum(2), z.maximum(8)),
  releasePartHours: z.int().check(z.minimum(1), z.maximum(24)),
  /** A draw takes place so many hours before its session. */
  drawHoursBefore: z.int().check(z.minimum(2), z.maximum(168)),
  /** Share of the people expected who come without a number and are served all the same. */
  walkInShare: share,
  /** People on one ticket, and tickets that one contact or device may hold at once in all sessions to come. */
  mostPeople: z.int().check(z.minimum(1), z.maximum(12)),
  mostTickets: z.int().check(z.minimum(1), z.maximum(6)),
  /** Who is late comes in again after so many others have been called; later than `lateMinutes` after the call, as one who just came. */
  reenterAfter: count(20),
  lateMinutes: count(180),
  /** Minutes that a freed place is kept for the next on the waiting list. */
  offerMinutes: z.int().check(z.minimum(5), z.maximum(240)),
  /** A freed place that nobody waits for is free again after a random number of minutes between these. */
  reappearMinMinutes: count(240),
  reappearMaxMinutes: count(480),
  /** Hours that a place is kept for somebody whose session was cancelled. */
  answerHours: z.int().check(z.minimum(1), z.maximum(96)),
  /** Numbers that one member of staff may book for others on one day. */
  assistedPerDay: count(200),
  /** No message leaves between these hours but those about today. */
  quietFrom: z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time, HH:mm')),
  quietUntil: z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time, HH:mm')),
  /** Rupiah a message, for the ledger. */
  costWhatsapp: z.number().check(z.minimum(0), z.maximum(100_000)),
  costSms: z.number().check(z.minimum(0), z.maximum(100_000)),
});
export type QueueSettings = z.infer<typeof queueSettingsSchema>;

/** What is so before an office says otherwise. */
export const standardQueueSettings: QueueSettings = {
  release: 'staggered',
  openDaysBefore: 3,
  openTime: '08:00',
  releaseParts: 3,
  releasePartHours: 4,
  drawHoursBefore: 24,
  walkInShare: 0.2,
  mostPeople: 6,
  mostTickets: 2,
  reenterAfter: 3,
  lateMinutes: 45,
  offerMinutes: 30,
  reappearMinMinutes: 10,
  reappearMaxMinutes: 60,
  answerHours: 24,
  assistedPerDay: 20,
  quietFrom: '21:00',
  quietUntil: '06:00',
  costWhatsapp: 350,
  costSms: 450,
};
