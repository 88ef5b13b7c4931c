import {
  type CrewState,
  crewStates,
  type FieldReport,
  type IncidentKind,
  incidentKinds,
} from '@jemput/shared/field/field-report';
import { surpriseReasons } from '@jemput/shared/field/surprise-reason';
import type { Fault } from '#lib/forms/refusal.ts';
import { m } from '#lib/paraglide/messages.js';

/** Ids for the forms of a session, made with the page: sending a form twice tells once. Each state has a form of its own. */
export type FormIds = Record<Exclude<FieldReport['kind'], 'state'>, string> & { state: Record<CrewState, string> };

function countOf(form: FormData, field: string, faults: Fault[]): number | null {
  const text = String(form.get(field) ?? '').trim();
  if (text === '') return null;
  const count = Number(text);
  if (/^\d{1,5}$/.test(text)) return count;
  faults.push({ field, value: text, code: 'not-a-count', message: m.field_fault_count() });
  return null;
}

function incidentOf(form: FormData, faults: Fault[]): IncidentKind {
  const incident = incidentKinds.find((known) => known === form.get('incident'));
  if (!incident) faults.push({ field: 'incident', code: 'missing', message: m.field_fault_incident() });
  return incident ?? 'other';
}

/** What a form of the crew's page says; `faults` are in the reader's language. */
export function reportFrom(
  kind: FieldReport['kind'],
  form: FormData,
  madeAt: number,
): { report: FieldReport; faults: Fault[] } {
  const faults: Fault[] = [];
  const base = { id: String(form.get('id')), sessionId: String(form.get('sessionId')), madeAt };
  const note = String(form.get('note') ?? '').trim();
  if (kind === 'opened') return { report: { ...base, kind }, faults };
  if (kind === 'incident') return { report: { ...base, kind, incident: incidentOf(form, faults), note }, faults };
  if (kind === 'state') {
    const state = crewStates.find((known) => known === form.get('state')) ?? 'free';
    return {
      report: {
        ...base,
        kind,
        state,
        incident: state === 'paused' ? incidentOf(form, faults) : null,
        ...(form.has('confirms') ? { confirms: true } : {}),
        note,
      },
      faults,
    };
  }
  const served = countOf(form, 'served', faults);
  const turnedAway = countOf(form, 'turnedAway', faults);
  if (served === null && !faults.some(({ field }) => field === 'served')) {
    faults.push({ field: 'served', code: 'missing', message: m.field_fault_served() });
  }
  const reason = surpriseReasons.find((known) => known === form.get('reason'));
  return { report: { ...base, kind, served: served ?? 0, turnedAway, note, ...(reason ? { reason } : {}) }, faults };
}
