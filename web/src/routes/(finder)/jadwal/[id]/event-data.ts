import type { Session, SessionStatus } from '@jemput/shared/sessions/session';

const eventStatuses: Partial<Record<SessionStatus, string>> = {
  cancelled: 'EventCancelled',
  moved: 'EventRescheduled',
};

/** The session in words of schema.org, as JSON that is safe inside an element. */
export function eventData(session: Session, officeName: string, url: string): string {
  const { venue } = session;
  const former = session.changes.filter(({ what }) => what === 'moved').at(-1)?.from;
  const event = {
    '@context': 'https://schema.org',
    '@type': 'Event',
    name: `Perekaman KTP-el, ${venue.name}`,
    url,
    startDate: session.startsAt,
    endDate: session.endsAt,
    ...(former ? { previousStartDate: former.split('|')[1] } : {}),
    eventStatus: `https://schema.org/${eventStatuses[session.status] ?? 'EventScheduled'}`,
    eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
    isAccessibleForFree: true,
    location: {
      '@type': 'Place',
      name: venue.name,
      address: { '@type': 'PostalAddress', streetAddress: venue.address, addressLocality: venue.area.name },
      geo: { '@type': 'GeoCoordinates', latitude: venue.lat, longitude: venue.lon },
    },
    organizer: { '@type': 'GovernmentOrganization', name: officeName },
  };
  return JSON.stringify(event).replaceAll('&', '\\u0026').replaceAll('<', '\\u003c');
}
