import * as z from 'zod/mini';

/** What a planner saw when they decided to publish: an older plan or timetable is refused. */
export const publishTimetableSchema = z.object({
  planId: z.string(),
  revision: z.int(),
  /** The timetable that the difference was shown against; 0 before the first. */
  timetableId: z.int().check(z.minimum(0)),
  /** Told to residents; needed where something moves or is cancelled. */
  reason: z.string().check(z.trim(), z.maxLength(300)),
});
export type PublishTimetable = z.infer<typeof publishTimetableSchema>;
