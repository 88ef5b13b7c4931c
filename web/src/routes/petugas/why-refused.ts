import { type CrewState, crewStates } from '@jemput/shared/field/field-report';
import { DateTime } from 'luxon';
import { shortDate } from '#lib/format.ts';
import { faultText } from '#lib/forms/fault-text.ts';
import type { Fault } from '#lib/forms/refusal.ts';
import type { KeptReport } from '#lib/offline/report-store.ts';
import { m } from '#lib/paraglide/messages.js';
import { clockAtMillis } from './clock.ts';
import { crewStateNames } from './crew-state-names.ts';

/** The state that another phone had told, where a "still so" was refused for that. */
export function toldOtherwise(faults: readonly Fault[] = []): CrewState | undefined {
  const fault = faults.find(({ code }) => code === 'told_otherwise');
  return crewStates.find((state) => state === fault?.value);
}

export function toldOtherwiseText(state: CrewState): string {
  return m.field_told_otherwise({ state: crewStateNames[state]() });
}

/** Each reason for which the office did not keep a report, in the reader's words, with what to do. */
export function whyRefused({ report, refusal }: Pick<KeptReport, 'report' | 'refusal'>, zone: string): string[] {
  if (refusal?.code === 'CONFLICT') return [m.field_report_conflict()];
  if (refusal?.code === 'FORBIDDEN') return [m.field_report_not_yours()];
  const made = DateTime.fromMillis(report.madeAt, { zone }).toISODate() ?? '';
  const when = `${shortDate(made)}, ${clockAtMillis(report.madeAt, zone)}`;
  const reasons = (refusal?.faults ?? []).map((fault) => {
    const state = toldOtherwise([fault]);
    if (state) return toldOtherwiseText(state);
    if (fault.code === 'in_future') return m.field_clock_fast({ when });
    if (fault.code === 'too_old')
      return fault.field === 'madeAt' ? m.field_clock_slow({ when }) : m.field_session_old();
    return faultText(fault);
  });
  return reasons.length > 0 ? reasons : [m.field_report_invalid()];
}
