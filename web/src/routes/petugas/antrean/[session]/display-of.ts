import type { DisplayCall, DisplayState } from '@jemput/shared/bookings/display-state';
import type { EveningSheet, SheetTicket } from '@jemput/shared/bookings/evening-sheet';

const MOST_SHOWN = 6;

function callOf({ label, desk, calls, calledAt }: SheetTicket): DisplayCall[] {
  return desk === null || calledAt === null ? [] : [{ label, desk, calls, calledAt }];
}

const newestFirst = (a: DisplayCall, b: DisplayCall) => b.calledAt - a.calledAt;

function phaseOf({ closedFor, desks }: EveningSheet): DisplayState['phase'] {
  if (closedFor === 'cancelled') return 'cancelled';
  if (closedFor === 'evening_over') return 'over';
  return desks.length > 0 ? 'running' : 'early';
}

/** What a display beside this phone shows, by what the phone knows: numbers and desks, never a name. */
export function displayOf(sheet: EveningSheet): DisplayState {
  const { session, line, ended, counts } = sheet;
  const labels = new Map(line.map(({ id, label }) => [id, label]));
  const before = [...ended, ...line.filter(({ state }) => state === 'skipped' || state === 'parked')];
  return {
    venueName: session.venueName,
    service: session.service,
    startsAt: session.startsAt,
    endsAt: session.endsAt,
    phase: phaseOf(sheet),
    calling: line
      .filter(({ state }) => state === 'called')
      .flatMap(callOf)
      .sort(newestFirst),
    recent: before.flatMap(callOf).sort(newestFirst).slice(0, MOST_SHOWN),
    next: sheet.next.flatMap((id) => labels.get(id) ?? []).slice(0, MOST_SHOWN),
    waitingPeople: counts.waiting,
    openDesks: sheet.desks.filter(({ closedAt }) => closedAt === null).length,
    fullSince: sheet.fullSince,
    near: null,
    paused: null,
    reenterAfter: sheet.rule.reenterAfter,
  };
}

/** Tells displays in this browser, over no network at all; `unsent` while the office does not know all of it. */
export function tellDisplays(sheet: EveningSheet, unsent: boolean): void {
  if (!('BroadcastChannel' in globalThis)) return;
  const token = sheet.displayPath.split('/').at(-1) ?? '';
  const channel = new BroadcastChannel(`jemput.layar.${token}`);
  channel.postMessage({ state: displayOf(sheet), unsent });
  channel.close();
}
