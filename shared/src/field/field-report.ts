import * as z from 'zod/mini';
import { surpriseReasons } from './surprise-reason.ts';

/** A report's id is made on the crew's device, so that sending it twice tells once. */
const reportBase = {
  id: z.uuid(),
  sessionId: z.string(),
  /** Unix milliseconds of the device's clock. */
  madeAt: z.int().check(z.minimum(0)),
};

export const incidentKinds = ['power', 'network', 'kit', 'venue', 'other'] as const;
export type IncidentKind = (typeof incidentKinds)[number];

/** What a crew tells of its evening: room for many, filling up, the last numbers, nobody more, or a rest. Told again, it confirms. */
export const crewStates = ['free', 'filling', 'last', 'full', 'paused'] as const;
export type CrewState = (typeof crewStates)[number];

export const fieldReportSchema = z.discriminatedUnion('kind', [
  z.object({ ...reportBase, kind: z.literal('opened') }),
  z.object({
    ...reportBase,
    kind: z.literal('closed'),
    served: z.int().check(z.minimum(0), z.maximum(100_000)),
    /** People sent home unserved; null where nobody counted. */
    turnedAway: z.nullable(z.int().check(z.minimum(0), z.maximum(100_000))),
    /** Why so few or so many, where the count lies outside what was forecast and the crew said. */
    reason: z.optional(z.enum(surpriseReasons)),
    note: z.string().check(z.maxLength(500)),
  }),
  z.object({
    ...reportBase,
    kind: z.literal('incident'),
    incident: z.enum(incidentKinds),
    note: z.string().check(z.maxLength(500)),
  }),
  z
    .object({
      ...reportBase,
      kind: z.literal('state'),
      state: z.enum(crewStates),
      /** Why it rests; null in every other state. Residents are told this kind, and never the note. */
      incident: z.nullable(z.enum(incidentKinds)),
      /** It says no more than that this state still holds: refused where another phone has told otherwise since. */
      confirms: z.optional(z.boolean()),
      note: z.string().check(z.maxLength(500)),
    })
    .check(
      z.refine(({ state, incident }) => (state === 'paused') === (incident !== null), {
        path: ['incident'],
        message: 'must say why where the state is paused, and be null elsewhere',
      }),
    ),
]);
export type FieldReport = z.infer<typeof fieldReportSchema>;

/** The office's answer; only a receipt makes a report "received". */
export interface Receipt {
  id: string;
  /** ISO 8601 with offset. */
  receivedAt: string;
  /** True where the same report had come before. */
  duplicate: boolean;
}
