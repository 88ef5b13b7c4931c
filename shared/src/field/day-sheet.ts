import type { SessionStatus } from '../sessions/session.ts';
import type { CrewState, IncidentKind } from './field-report.ts';
import type { UsualRange } from './surprise.ts';

/** A crew member's work by start: what the last days left open, today's sessions, then the coming ones. */
export interface DaySheet {
  crewMember: { id: string; name: string };
  /** Local date of the office. */
  today: string;
  /** ISO 8601 with offset. */
  madeAt: string;
  assignments: Assignment[];
}

export interface Assignment {
  sessionId: string;
  status: SessionStatus;
  date: string;
  startsAt: string;
  endsAt: string;
  venue: {
    id: string;
    name: string;
    kind: string;
    address: string;
    lat: number;
    lon: number;
    area: { code: string; name: string; district: string };
    contactName: string;
    contactPhone: string;
  };
  kits: { id: string; name: string }[];
  colleagues: string[];
  capacity: number;
  expectedMean: number;
  /** Absent on sheets that a phone has kept since before. Shown only once a count is typed, so that it pushes nobody. */
  usual?: UsualRange;
  /** People with a number, and places left for others; null where no numbers are given. Absent on sheets kept since before. */
  numbers?: { issued: number; left: number } | null;
  changes: { what: string; from: string | null; to: string | null; reason: string; at: string }[];
  /** The newest state that the office has been told; absent on sheets that a phone has kept since before. */
  told?: { id: string; state: CrewState; incident: IncidentKind | null; toldAt: number } | null;
  /** The close report that the office holds, if any. */
  closed: { served: number; turnedAway: number | null; receivedAt: string } | null;
}
