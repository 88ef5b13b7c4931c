import { calendarDayKinds } from '@jemput/shared/calendar/calendar-day';
import { pasaranNames } from '@jemput/shared/calendar/pasaran';
import type { Opening, Venue } from '@jemput/shared/places/venue';
import { idFrom, isTicked, numberOf, textOf } from '#lib/forms/read-form.ts';

function datesOf(form: FormData, name: string): string[] {
  return textOf(form, name)
    .split(/[\s,;]+/)
    .filter(Boolean);
}

/** What is ticked of a list; nothing at all where none is, as in rules that never named one. */
function tickedOf<Name extends string>(form: FormData, name: string, known: readonly Name[]): Name[] | undefined {
  const ticked = form.getAll(name);
  const chosen = known.filter((one) => ticked.includes(one));
  return chosen.length > 0 ? chosen : undefined;
}

/** The rule that OpeningRule's fields describe. */
export function openingOf(form: FormData, slotId: string): Opening {
  const pasaran = tickedOf(form, `openings/${slotId}/pasaran`, pasaranNames);
  const closedOn = tickedOf(form, `openings/${slotId}/closedOn`, calendarDayKinds);
  return {
    ...(pasaran && { pasaran }),
    ...(closedOn && { closedOn }),
    weekdays: form.getAll(`openings/${slotId}/weekdays`).map(Number),
    except: datesOf(form, `openings/${slotId}/except`),
    also: datesOf(form, `openings/${slotId}/also`),
  };
}

/** The venue that the edit page's form describes; a slot without any day is closed and has no entry. */
export function venueFrom(form: FormData, id: string | null, slotIds: string[]): Venue {
  const rules = slotIds.map((slotId) => [slotId, openingOf(form, slotId)] as const);
  return {
    id: id ?? (textOf(form, 'id') || idFrom(textOf(form, 'name'))),
    name: textOf(form, 'name'),
    kind: textOf(form, 'kind') as Venue['kind'],
    poolId: textOf(form, 'poolId'),
    areaCode: textOf(form, 'areaCode'),
    address: textOf(form, 'address'),
    lat: numberOf(form, 'lat'),
    lon: numberOf(form, 'lon'),
    maxKits: numberOf(form, 'maxKits'),
    contactName: textOf(form, 'contactName'),
    contactPhone: textOf(form, 'contactPhone'),
    active: isTicked(form, 'active'),
    openings: Object.fromEntries(rules.filter(([, rule]) => rule.weekdays.length + rule.also.length > 0)),
  };
}

/** A new venue's empty form: evenings are what people come for, the position is the planner's to choose. */
export function blankVenue(): Venue {
  const texts = { id: '', name: '', poolId: '', areaCode: '', address: '', contactName: '', contactPhone: '' };
  return { ...texts, kind: 'kelurahan', lat: Number.NaN, lon: Number.NaN, maxKits: 2, active: true, openings: {} };
}
