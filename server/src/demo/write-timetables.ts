import { addDays, type LocalDate } from '@jemput/shared/calendar/local-date';
import type { Database } from '../db/open.ts';
import { plans, stints } from '../db/schema/plans.ts';
import { assignments, sessionChanges, sessionKits, sessions, timetables } from '../db/schema/sessions.ts';
import { usualRules } from '../planning/office-rules.ts';
import { demoCrew } from './demo-kits.ts';
import { type DemoSession, kitIdsOf, type SessionRow } from './demo-sessions.ts';
import type { DemoStint } from './demo-stints.ts';

/** Weeks that the demo's plans look ahead: to 14 December, where today is 25 October. */
const HORIZON_DAYS = 50;

export interface TimetablesToWrite {
  today: LocalDate;
  /** First date of the first round. */
  start: LocalDate;
  firstPublishedAt: number;
  /** When the two changes were published, Unix milliseconds, before today. */
  changedAt: number;
  planner: string;
  originalStints: DemoStint[];
  stintsInForce: DemoStint[];
  rows: SessionRow[];
  sessions: DemoSession[];
  moved: { session: DemoSession; from: DemoStint; reason: string };
  cancelled: { session: DemoSession; reason: string };
}

/** Two plans and two publications: the October rotation, and the change of yesterday that is in force. */
export async function writeTimetables(tx: Database, input: TimetablesToWrite): Promise<void> {
  await writePlans(tx, input);
  const { planner, firstPublishedAt, changedAt } = input;
  const changeReason = `${input.moved.reason} ${input.cancelled.reason}`;
  await tx.insert(timetables).values([
    {
      id: 1,
      publishedAt: firstPublishedAt,
      planId: 'demo-putaran',
      publishedBy: planner,
      reason: 'Jadwal safari perekaman',
    },
    { id: 2, publishedAt: changedAt, planId: 'demo-berlaku', publishedBy: planner, reason: changeReason },
  ]);
  await tx.insert(sessions).values(input.rows);
  await tx.insert(sessionChanges).values(changesOf(input));
  const kitsOf = input.sessions.flatMap(({ id, stint }) => kitIdsOf(stint).map((kitId) => ({ sessionId: id, kitId })));
  await tx.insert(sessionKits).values(kitsOf);
  const crew = kitsOf.flatMap(({ sessionId, kitId }) =>
    demoCrew.filter((member) => member.kitId === kitId).map(({ id }) => ({ sessionId, crewMemberId: id, kitId })),
  );
  await tx.insert(assignments).values(crew);
}

async function writePlans(tx: Database, { today, start, ...input }: TimetablesToWrite): Promise<void> {
  const horizonEnd = addDays(today, HORIZON_DAYS);
  const shared = { rules: usualRules, horizonEnd, createdBy: input.planner };
  await tx.insert(plans).values([
    {
      ...shared,
      id: 'demo-putaran',
      name: 'Putaran kelurahan',
      status: 'superseded',
      timetableId: 0,
      horizonStart: start,
      createdAt: input.firstPublishedAt,
      updatedAt: input.firstPublishedAt,
    },
    {
      ...shared,
      id: 'demo-berlaku',
      name: 'Putaran kelurahan, perubahan',
      status: 'published',
      timetableId: 1,
      horizonStart: today,
      createdAt: input.changedAt,
      updatedAt: input.changedAt,
    },
  ]);
  const coming = input.stintsInForce.map((stint) => ({ ...stint, dates: stint.dates.filter((date) => date >= today) }));
  await tx
    .insert(stints)
    .values([...stintRows('demo-putaran', input.originalStints), ...stintRows('demo-berlaku', coming)]);
}

function stintRows(planId: string, all: readonly DemoStint[]) {
  return all.flatMap((stint, at) => {
    const { venueId, slotId, dates } = stint;
    const [startDate] = dates;
    if (!startDate) return [];
    return [
      { id: `${planId}-${at + 1}`, planId, venueId, slotId, startDate, days: dates.length, kitIds: kitIdsOf(stint) },
    ];
  });
}

function changesOf({ sessions: all, moved, cancelled, firstPublishedAt, changedAt }: TimetablesToWrite) {
  const place = ({ venueId, slotId }: DemoStint, date: LocalDate | undefined) => `${venueId}|${date}|${slotId}`;
  const published = all.map((session) => {
    const first =
      session === moved.session ? place(moved.from, moved.from.dates[0]) : place(session.stint, session.date);
    const what = 'published' as const;
    return { sessionId: session.id, sequence: 0, at: firstPublishedAt, what, from: null, to: first, reason: '' };
  });
  return [
    ...published,
    {
      sessionId: moved.session.id,
      sequence: 1,
      at: changedAt,
      what: 'moved' as const,
      from: place(moved.from, moved.from.dates[0]),
      to: place(moved.session.stint, moved.session.date),
      reason: moved.reason,
    },
    {
      sessionId: cancelled.session.id,
      sequence: 1,
      at: changedAt,
      what: 'cancelled' as const,
      from: 'scheduled',
      to: 'cancelled',
      reason: cancelled.reason,
    },
  ];
}
