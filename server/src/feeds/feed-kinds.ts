import { languageQuestion, manifestQuestion, nothing, type Question } from './questions.ts';

/** A feed below /feeds, as it is routed, written to a folder and described. */
export interface FeedKind {
  /** With `{name}` where one is asked for. */
  path: string;
  operationId: string;
  type: string;
  describes: string;
  question: Question;
  parameter?: { name: string; description: string; example: string };
}

export const ICS_TYPE = 'text/calendar; charset=utf-8';
export const RSS_TYPE = 'application/rss+xml; charset=utf-8';
export const NDJSON_TYPE = 'application/x-ndjson; charset=utf-8';
export const JSON_TYPE = 'application/json; charset=utf-8';

export const feedKinds: readonly FeedKind[] = [
  {
    path: 'manifest.json',
    operationId: 'getManifest',
    type: JSON_TYPE,
    describes: 'Manifest of the bulk feed, in the manner of SMART Scheduling Links: validity, licence and files',
    question: manifestQuestion,
  },
  {
    path: '$bulk-publish',
    operationId: 'getBulkPublish',
    type: JSON_TYPE,
    describes: 'The same manifest at the name that SMART Scheduling Links asks for',
    question: manifestQuestion,
  },
  {
    path: 'locations.ndjson',
    operationId: 'getLocations',
    type: NDJSON_TYPE,
    describes: 'FHIR Location, one a line',
    question: nothing,
  },
  {
    path: 'schedules.ndjson',
    operationId: 'getSchedules',
    type: NDJSON_TYPE,
    describes: 'FHIR Schedule, one a line',
    question: nothing,
  },
  {
    path: 'slots.ndjson',
    operationId: 'getSlots',
    type: NDJSON_TYPE,
    describes: 'FHIR Slot, one a line: a session',
    question: nothing,
  },
  {
    path: 'changes.ndjson',
    operationId: 'getChangesFeed',
    type: NDJSON_TYPE,
    describes: 'Published changes of the last 35 days in order, one a line',
    question: nothing,
  },
  {
    path: 'city-28-days.json',
    operationId: 'getCity28Days',
    type: JSON_TYPE,
    describes: 'The next 28 days of the city, packed as small as it goes for phones; its form may change',
    question: nothing,
  },
  {
    path: 'sessions.ndjson',
    operationId: 'getSessionsNdjson',
    type: NDJSON_TYPE,
    describes: 'All coming sessions, one a line',
    question: nothing,
  },
  {
    path: 'sessions.geojson',
    operationId: 'getSessionsGeojson',
    type: 'application/geo+json; charset=utf-8',
    describes: 'All coming sessions as points (RFC 7946)',
    question: nothing,
  },
  {
    path: 'sessions.csv',
    operationId: 'getSessionsCsv',
    type: 'text/csv; charset=utf-8',
    describes: 'All coming sessions as a table (RFC 4180)',
    question: nothing,
  },
  {
    path: 'sessions.rss',
    operationId: 'getSessionsRss',
    type: RSS_TYPE,
    describes: 'All coming sessions, latest change first (RSS 2.0)',
    question: languageQuestion,
  },
  {
    path: 'all.ics',
    operationId: 'getCalendar',
    type: ICS_TYPE,
    describes: 'All coming sessions as a calendar (RFC 5545)',
    question: languageQuestion,
  },
  {
    path: 'areas/{code}.ics',
    operationId: 'getAreaCalendar',
    type: ICS_TYPE,
    describes: 'The calendar of a district or village',
    question: languageQuestion,
    parameter: { name: 'code', description: 'Ministry code', example: '33.72.01.1001' },
  },
  {
    path: 'areas/{code}.rss',
    operationId: 'getAreaRss',
    type: RSS_TYPE,
    describes: 'The coming sessions of a district or village, latest change first (RSS 2.0)',
    question: languageQuestion,
    parameter: { name: 'code', description: 'Ministry code', example: '33.72.01.1001' },
  },
  {
    path: 'venues/{id}.ics',
    operationId: 'getVenueCalendar',
    type: ICS_TYPE,
    describes: 'The calendar of a venue',
    question: languageQuestion,
    parameter: { name: 'id', description: 'Id of a venue', example: 'pajang' },
  },
  {
    path: 'sessions/{id}.ics',
    operationId: 'getSessionCalendar',
    type: ICS_TYPE,
    describes: 'One session as a calendar',
    question: languageQuestion,
    parameter: { name: 'id', description: 'Id of a session', example: '0f1c2d3e' },
  },
];
