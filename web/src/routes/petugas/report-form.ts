import { type FieldReport, type IncidentKind, incidentKinds } from '@jemput/shared/field/field-report';
import { surpriseReasons } from '@jemput/shared/field/surprise-reason';
import type { Fault } from '#lib/forms/refusal.ts';
import { m } from '#lib/paraglide/messages.js';

/** Ids for the three forms of a session, made with the page: sending a form twice tells once. */
export type FormIds = Record<FieldReport['kind'], string>;

function countOf(form: FormData, field: string, faults: Fault[]): number | null {
  const text = String(form.get(field) ?? '').trim();
  if (text === '') return null;
  const count = Number(text);
  if (/^\d{1,5}$/.test(text)) return count;
  faults.push({ field, value: text, code: 'not-a-count', message: m.field_fault_count() });
  return null;
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
  if (kind === 'incident') {
    const incident = incidentKinds.find((known) => known === form.get('incident'));
    if (!incident) faults.push({ field: 'incident', code: 'missing', message: m.field_fault_incident() });
    return { report: { ...base, kind, incident: incident ?? ('other' satisfies IncidentKind), note }, faults };
  }
  const served = countOf(form, 'served', faults);
  const turnedAway = countOf(form, 'turnedAway', faults);
  if (served === null && !faults.some(({ field }) => field === 'served')) {
    faults.push({ field: 'served', code: 'missing', message: m.field_fault_served() });
  }
  const reason = surpriseReasons.find((known) => known === form.get('reason'));
  return { report: { ...base, kind, served: served ?? 0, turnedAway, note, ...(reason ? { reason } : {}) }, faults };
}
