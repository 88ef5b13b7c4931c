import type { Assignment, DaySheet } from '@jemput/shared/field/day-sheet';
import type { CrewState, FieldReport } from '@jemput/shared/field/field-report';
import { newestState, type StateReport, toldAt } from '@jemput/shared/field/live-state';
import { api } from '#lib/api.ts';
import type { Fault } from '#lib/forms/refusal.ts';
import { KeptDaySheet } from '#lib/offline/day-sheet.svelte.ts';
import { newId } from '#lib/offline/new-id.ts';
import { officeOverHttp } from '#lib/offline/office.ts';
import { Outbox } from '#lib/offline/outbox.svelte.ts';
import type { KeptReport } from '#lib/offline/report-store.ts';
import { reportFrom } from './report-form.ts';
import { toldOtherwise } from './why-refused.ts';

const TICK_MILLIS = 20_000;

export type Stage = 'before' | 'open' | 'closed' | 'cancelled';

export type Told = Pick<NonNullable<Assignment['told']>, 'state' | 'incident' | 'toldAt'>;

/** The crew's evening on one phone: the sheet and the reports, kept here first and at the office as soon as it answers. */
export class CrewEvening {
  readonly #keptSheet: KeptDaySheet;
  readonly outbox: Outbox;
  /** Unix milliseconds of this phone's clock, moving on by itself. */
  now = $state(Date.now());

  constructor(sheet: DaySheet, userId: string) {
    this.#keptSheet = new KeptDaySheet(sheet, () => api.field.daySheet.query(), localStorage, userId);
    this.outbox = new Outbox(officeOverHttp, localStorage, userId, () => void this.#keptSheet.refresh());
  }

  get sheet(): DaySheet {
    return this.#keptSheet.sheet;
  }

  get offline(): boolean {
    return this.#keptSheet.unreachable || this.outbox.unreachable;
  }

  /** @returns how to stop */
  start(): () => void {
    const tick = setInterval(() => {
      this.now = Date.now();
    }, TICK_MILLIS);
    const stops = [this.#keptSheet.start(), this.outbox.start(Date.now()), () => clearInterval(tick)];
    return () => {
      for (const stop of stops) stop();
    };
  }

  /** Keeps the form's report on this phone and sends it; the faults where the form is not ready to be kept. */
  tell(kind: FieldReport['kind'], form: FormData, venueName: string): Fault[] {
    form.set('id', newId());
    const { report, faults } = reportFrom(kind, form, Date.now());
    if (faults.length === 0) void this.outbox.add(report, venueName);
    return faults;
  }

  opened(assignment: Assignment): KeptReport | undefined {
    return this.outbox.has(assignment.sessionId, 'opened');
  }

  closed(assignment: Assignment): KeptReport | undefined {
    return this.outbox.has(assignment.sessionId, 'closed');
  }
}

/** The newest state told of a session, by this phone or as the office knows it. */
export function toldOf({ sessionId, told }: Assignment, evening: CrewEvening | undefined): Told | null {
  const here = (evening?.outbox.kept ?? []).flatMap(({ report, place, receivedAt }): StateReport[] => {
    if (report.kind !== 'state' || report.sessionId !== sessionId || place === 'refused') return [];
    return [{ ...report, receivedAt: receivedAt ? Date.parse(receivedAt) : Number.POSITIVE_INFINITY }];
  });
  const there = told ? [{ ...told, kind: 'state' as const, madeAt: told.toldAt, receivedAt: told.toldAt }] : [];
  const newest = newestState([...here, ...there]);
  return newest && { state: newest.state, incident: newest.incident, toldAt: toldAt(newest) };
}

/** What another phone had told when this one said "still so" of something else, if that was its last word. */
export function overtakenIn(evening: CrewEvening | undefined, sessionId: string): CrewState | undefined {
  const ofSession = (evening?.outbox.kept ?? []).filter(
    ({ report }) => report.kind === 'state' && report.sessionId === sessionId,
  );
  const last = ofSession.slice(-1)[0];
  return last?.place === 'refused' ? toldOtherwise(last.refusal?.faults) : undefined;
}

export function stageOf(assignment: Assignment, evening: CrewEvening | undefined): Stage {
  if (assignment.closed || assignment.status === 'done' || evening?.closed(assignment)) return 'closed';
  if (assignment.status === 'cancelled') return 'cancelled';
  const open = ['open', 'full', 'paused'].includes(assignment.status);
  return open || evening?.opened(assignment) || toldOf(assignment, evening) ? 'open' : 'before';
}
