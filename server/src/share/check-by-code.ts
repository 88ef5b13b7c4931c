import type { Session } from '@jemput/shared/sessions/session';
import type { Context } from '../context.ts';
import { currentTimetable, type Timetable } from '../sessions/timetable-snapshot.ts';
import { alternativesTo } from '../sessions/with-alternatives.ts';
import { type CheckCode, EXAMPLE_CODE, readCode, type Subject } from './check-code.ts';
import { type IssuedCodes, issuedCodes } from './issued-codes.ts';
import { type Standing, saidOf, standingOf } from './said.ts';
import { isHalted, soonest } from './soonest.ts';
import { datesOfWeek, type WeekStanding, weekStanding } from './week-standing.ts';

/** What became of one thing that a code speaks of. */
export type CodeSubject =
  | { kind: 'session'; session: Session; standing: Standing; alternatives: (Session & { distanceM: number })[] }
  | ({ kind: 'week'; area: { code: string; name: string }; week: string; from: string; to: string } & WeekStanding);

export type CodeAnswer =
  /** Not seven characters, or the check character does not fit: something was typed wrong. */
  | { answer: 'slip' | 'unreadable'; typed: string }
  /** The one that is shown to explain what codes look like. */
  | { answer: 'example'; code: CheckCode }
  /** Well formed, and never issued by this office: `soonest` are true ones. */
  | { answer: 'never'; code: CheckCode; soonest: Session[] }
  | { answer: 'issued'; code: CheckCode; subjects: CodeSubject[] };

/** Whether what a check code stood for is still true. */
export async function checkByCode(ctx: Context, { code: typed }: { code: string }): Promise<CodeAnswer> {
  const read = readCode(typed);
  if (read.kind !== 'code') return { answer: read.kind === 'slip' ? 'slip' : 'unreadable', typed: typed.trim() };
  const { code } = read;
  const timetable = await currentTimetable(ctx);
  const codes = issuedCodes(ctx, timetable);
  const subjects = codes.find(code).flatMap((subject) => tell(ctx, timetable, codes, subject) ?? []);
  if (subjects.length === 0 && code === EXAMPLE_CODE) return { answer: 'example', code };
  if (subjects.length === 0) return { answer: 'never', code, soonest: soonest(timetable, ctx.now()) };
  return { answer: 'issued', code, subjects };
}

function tell(
  { now }: Pick<Context, 'now'>,
  timetable: Timetable,
  codes: IssuedCodes,
  subject: Subject,
): CodeSubject | undefined {
  if (subject.kind === 'week') {
    const area = timetable.areaByCode.get(subject.area);
    const { week } = subject;
    return {
      kind: 'week',
      area: { code: subject.area, name: area?.name ?? subject.area },
      week,
      ...datesOfWeek(week),
      ...weekStanding(timetable, codes, subject, now()),
    };
  }
  const entry = timetable.byId.get(subject.id);
  if (!entry) return undefined;
  const said = saidOf(entry, ({ sequence }) => sequence <= subject.sequence);
  const standing = standingOf(timetable, entry, said, now());
  const halted = standing.verdict === 'true' && isHalted(entry.session);
  const alternatives = standing.now.cancelled || halted ? alternativesTo(timetable, entry, now()) : [];
  return { kind: 'session', session: entry.session, standing, alternatives };
}
