import { isoWeek } from '@jemput/shared/calendar/local-date';
import type { Session, SessionChange } from '@jemput/shared/sessions/session';
import type { Context } from '../context.ts';
import type { Database } from '../db/open.ts';
import type { Timetable } from '../sessions/timetable-snapshot.ts';
import { type CheckCode, codeOf, type Subject } from './check-code.ts';

/** A kelurahan's week: which sessions were ever promised in it, and the last change that touched it. */
interface Week {
  sessionIds: Set<string>;
  /** Number of the log; 0 where its sessions are older than the log. */
  seq: number;
}

/** Every code that the office has ever issued. */
export class IssuedCodes {
  private readonly subjects = new Map<CheckCode, Subject[]>();
  /** The next sequence of each session that has no code yet. */
  private readonly nextSequences = new Map<string, number>();
  private readonly weeks = new Map<string, Week>();
  /** Where each session stands after the changes read so far. */
  private readonly places = new Map<string, string>();
  private lastSeq = 0;
  private readonly secret: string;

  constructor(secret: string) {
    this.secret = secret;
  }

  /** What a code speaks of: hardly ever more than one. */
  find(code: CheckCode): readonly Subject[] {
    return this.subjects.get(code) ?? [];
  }

  week(area: string, week: string): Week | undefined {
    return this.weeks.get(`${area} ${week}`);
  }

  /** Takes in what was published since it was last asked; nothing is ever taken back. */
  extend(timetable: Timetable): void {
    const fresh = timetable.changes.slice(timetable.changes.findLastIndex(({ seq }) => seq <= this.lastSeq) + 1);
    for (const change of fresh) this.followChange(timetable, change);
    for (const { sessionId } of fresh) this.issueSequences(timetable.byId.get(sessionId)?.session);
    if (timetable.sessions.length !== this.nextSequences.size) {
      for (const { session } of timetable.sessions) this.followUnrecorded(timetable, session);
    }
    this.lastSeq = timetable.seq;
  }

  private issueSequences(session: Session | undefined): void {
    if (!session) return;
    let next = this.nextSequences.get(session.id) ?? 0;
    while (next <= session.sequence) this.issue({ kind: 'session', id: session.id, sequence: next++ });
    this.nextSequences.set(session.id, next);
  }

  /** Sessions that the log does not name are as old as it is. */
  private followUnrecorded(timetable: Timetable, session: Session): void {
    this.issueSequences(session);
    const { id, venue, date } = session;
    if (!this.places.has(id)) this.touch(timetable, id, `${venue.id}|${date}`, 0);
  }

  private followChange(timetable: Timetable, change: SessionChange): void {
    const { sessionId, what, from, to, seq } = change;
    if (what === 'hours') {
      const { venue, date } = timetable.byId.get(sessionId)?.session ?? {};
      const place = this.places.get(sessionId) ?? (venue && `${venue.id}|${date}`);
      if (place) this.touch(timetable, sessionId, place, seq);
    }
    if (what !== 'published' && what !== 'moved' && what !== 'cancelled') return;
    const before = this.places.get(sessionId) ?? (what === 'moved' ? from : null);
    if (before !== null) this.touch(timetable, sessionId, before, seq);
    if (what !== 'cancelled' && to) this.touch(timetable, sessionId, to, seq);
  }

  /** @param place `venue|YYYY-MM-DD`, and more */
  private touch(timetable: Timetable, sessionId: string, place: string, seq: number): void {
    this.places.set(sessionId, place);
    const [venueId = '', date = ''] = place.split('|');
    const area = timetable.venueById.get(venueId)?.area.code;
    if (!area || !date) return;
    const week = isoWeek(date);
    const known = this.weeks.get(`${area} ${week}`) ?? { sessionIds: new Set(), seq: -1 };
    known.sessionIds.add(sessionId);
    if (seq > known.seq) {
      known.seq = seq;
      this.issue({ kind: 'week', area, week, seq });
    }
    this.weeks.set(`${area} ${week}`, known);
  }

  private issue(subject: Subject): void {
    const code = codeOf(this.secret, subject);
    const same = this.subjects.get(code);
    if (same) same.push(subject);
    else this.subjects.set(code, [subject]);
  }
}

const issued = new WeakMap<Database, { codes: IssuedCodes; timetable: Timetable }>();

/** Counted up when first asked, and then as the timetable changes: nothing is written to know them. */
export function issuedCodes({ db, secret }: Pick<Context, 'db' | 'secret'>, timetable: Timetable): IssuedCodes {
  const known = issued.get(db) ?? { codes: new IssuedCodes(secret), timetable: undefined };
  if (known.timetable !== timetable) known.codes.extend(timetable);
  issued.set(db, { codes: known.codes, timetable });
  return known.codes;
}
