import { type FormerPromise, formerPromises } from '@jemput/shared/sessions/former-promises';
import type { Session } from '@jemput/shared/sessions/session';

export interface EventOffice {
  name: string;
  /** IANA. */
  zone: string;
  slots: readonly { id: string; startTime: string; endTime: string }[];
}

/** A session that was moved stays a rescheduled one when it opens. */
function eventStatus({ status }: Session, former: readonly FormerPromise[]): string {
  if (status === 'cancelled') return 'EventCancelled';
  return status === 'moved' || former.length > 0 ? 'EventRescheduled' : 'EventScheduled';
}

/**
 * The session in words of schema.org, as JSON that is safe inside an element. `previousStartDate` has every former start,
 * oldest first.
 */
export function eventData(session: Session, office: EventOffice, url: string): string {
  const { venue, changes, service } = session;
  const former = formerPromises(changes, office.slots, office.zone);
  const starts = former.map(({ startsAt }) => startsAt);
  const event = {
    '@context': 'https://schema.org',
    '@type': 'Event',
    name: `${service === 'printing' ? 'Pencetakan' : 'Perekaman'} KTP-el, ${venue.name}`,
    url,
    startDate: session.startsAt,
    endDate: session.endsAt,
    ...(starts.length > 0 ? { previousStartDate: starts.length === 1 ? starts[0] : starts } : {}),
    eventStatus: `https://schema.org/${eventStatus(session, former)}`,
    eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
    isAccessibleForFree: true,
    location: {
      '@type': 'Place',
      name: venue.name,
      url: new URL(`/lokasi/${venue.id}`, url).href,
      address: {
        '@type': 'PostalAddress',
        streetAddress: venue.address,
        addressLocality: venue.area.name,
        addressRegion: venue.area.district,
        addressCountry: 'ID',
      },
      geo: { '@type': 'GeoCoordinates', latitude: venue.lat, longitude: venue.lon },
    },
    organizer: { '@type': 'GovernmentOrganization', name: office.name, url: new URL('/', url).href },
  };
  return JSON.stringify(event).replaceAll('&', '\\u0026').replaceAll('<', '\\u003c');
}
