import type { PublicVenue } from '@jemput/shared/places/public-venue';
import type { FormerPromise } from '@jemput/shared/sessions/former-promises';
import type { ChangedField, Service, Session, SessionStatus } from '@jemput/shared/sessions/session';

/** What a FHIR R4 resource says in our words: `url` leads to the explanation on the office's own page. */
export type Extension =
  | { url: string; valueCode: string }
  | { url: string; valueString: string }
  | { url: string; valueInteger: number }
  | { url: string; valueDecimal: number }
  | { url: string; valueInstant: string }
  | { url: string; valueTime: string }
  | { url: string; valueUrl: string }
  | { url: string; valuePeriod: { start: string; end: string } }
  | { url: string; valueReference: { reference: string } }
  | { url: string; extension: Extension[] };

export type SlotStatus = 'free' | 'busy' | 'busy-unavailable' | 'busy-tentative';

/**
 * FHIR knows whether time can be had. A cancelled session is `busy-unavailable`, not `entered-in-error`: it was a true
 * promise, and who relied on it must find it here with its reason. `session-status` says the rest.
 */
export const slotStatuses: Record<SessionStatus, SlotStatus> = {
  scheduled: 'free',
  open: 'free',
  moved: 'free',
  full: 'busy',
  paused: 'busy-tentative',
  done: 'busy-unavailable',
  cancelled: 'busy-unavailable',
};

/** Defined by SMART Scheduling Links. */
const smart = (name: string) => `http://fhir-registry.smarthealthit.org/StructureDefinition/${name}`;

/** Ours, explained at /data. */
const ours = (origin: string, name: string) => `${origin}/data#${name}`;

export interface Jurisdiction {
  city: string;
  /** Province; null where the office does not have its name. */
  state: string | null;
}

export function toLocation(venue: PublicVenue, { city, state }: Jurisdiction, origin: string) {
  const { id, name, kind, address, lat, lon, area } = venue;
  const page = `${origin}/lokasi/${id}`;
  return {
    resourceType: 'Location',
    id,
    identifier: [{ system: `${origin}/lokasi`, value: id }],
    name,
    description: [address, area.name, area.district].filter(Boolean).join(', '),
    telecom: [{ system: 'url', value: page }],
    address: {
      line: [address || name],
      city,
      district: area.district,
      ...(state === null ? {} : { state }),
      country: 'ID',
    },
    position: { longitude: lon, latitude: lat },
    extension: [
      { url: ours(origin, 'venue-kind'), valueCode: kind },
      { url: ours(origin, 'area-code'), valueCode: area.code },
      { url: ours(origin, 'area-name'), valueString: area.name },
    ] satisfies Extension[],
  };
}

/** What a schedule is of. Codes stay: programs go by them. */
const serviceTypes: Record<Service, { code: string; display: string }> = {
  recording: { code: 'ktp-el', display: 'Perekaman KTP-el' },
  printing: { code: 'ktp-el-printing', display: 'Cetak KTP-el' },
};

/** A venue has a schedule for each service that is given there; that of recordings is called as the venue. */
export function scheduleId(venueId: string, service: Service): string {
  return service === 'recording' ? venueId : `${venueId}.${service}`;
}

export function toSchedule({ id }: PublicVenue, service: Service, origin: string) {
  const { code, display } = serviceTypes[service];
  return {
    resourceType: 'Schedule',
    id: scheduleId(id, service),
    serviceType: [{ coding: [{ system: ours(origin, 'service'), code, display }], text: display }],
    actor: [{ reference: `Location/${id}` }],
  };
}

const withReason: readonly ChangedField[] = ['cancelled', 'moved', 'hours', 'pauses'];

export function toSlot(session: Session, former: readonly FormerPromise[], origin: string) {
  const { id, sequence, status, startsAt, endsAt, venue, kits, capacity, expected, room, pauses, service } = session;
  const mine = (name: string) => ours(origin, name);
  const reason = session.changes.findLast(({ what }) => withReason.includes(what))?.reason;
  const extension: Extension[] = [
    { url: smart('booking-deep-link'), valueUrl: `${origin}/jadwal/${id}` },
    { url: smart('slot-capacity'), valueInteger: capacity },
    { url: mine('session-status'), valueCode: status },
    { url: mine('sequence'), valueInteger: sequence },
    { url: mine('kits'), valueInteger: kits },
    { url: mine('crowd'), valueCode: expected.crowd },
    { url: mine('checked-at'), valueInstant: session.checkedAt },
    { url: mine('service'), valueCode: service },
    ...(room ? [{ url: mine('room'), valueCode: room }] : []),
    ...(reason ? [{ url: mine('reason'), valueString: reason }] : []),
    ...pauses.map(({ what, start, end }) => ({
      url: mine('pause'),
      extension: [
        { url: 'what', valueCode: what },
        { url: 'start', valueTime: `${start}:00` },
        { url: 'end', valueTime: `${end}:00` },
      ],
    })),
    ...former.map((promise) => ({
      url: mine('former'),
      extension: [
        { url: 'period', valuePeriod: { start: promise.startsAt, end: promise.endsAt } },
        { url: 'location', valueReference: { reference: `Location/${promise.venueId}` } },
        { url: 'moved-at', valueInstant: promise.movedAt },
        ...(promise.reason ? [{ url: 'reason', valueString: promise.reason }] : []),
      ],
    })),
  ];
  const schedule = { reference: `Schedule/${scheduleId(venue.id, service)}` };
  return { resourceType: 'Slot', id, schedule, status: slotStatuses[status], start: startsAt, end: endsAt, extension };
}
