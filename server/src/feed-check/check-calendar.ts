import { eventsOf, type Property, type Tell, unfold } from './calendar-lines.ts';
import type { FeedFault } from './feed-fault.ts';

const UTC = /^\d{8}T\d{6}Z$/;

/**
 * RFC 5545 for a published calendar: lines end in CRLF and have at most 75 octets (3.1), the calendar has VERSION and
 * PRODID (3.6) and no METHOD, each event a UID of its own and DTSTAMP in UTC (3.6.1, 3.8.7.2), a whole SEQUENCE
 * (3.8.7.4), a known STATUS (3.8.1.11), DTEND after DTSTART (3.8.2.2), and a VTIMEZONE for every TZID (3.2.19).
 */
export function checkCalendar(file: string, text: string): FeedFault[] {
  const faults: FeedFault[] = [];
  const fault = (line: number, field: string, value: unknown, expected: string) =>
    faults.push({ file, line, field, value, expected });
  const properties = unfold(text, fault);
  checkFrame(properties, fault);
  const zones = new Set(properties.filter(({ name }) => name === 'TZID').map(({ value }) => value));
  for (const { parameters, line, name } of properties) {
    const zone = /;TZID="?([^";]+)"?/.exec(parameters)?.[1];
    if (zone !== undefined && !zones.has(zone))
      fault(line, name, zone, 'a zone that a VTIMEZONE of the calendar tells');
  }
  const uids = new Map<string, number>();
  for (const event of eventsOf(properties)) checkEvent(event, uids, fault);
  return faults;
}

function checkFrame(properties: Property[], fault: Tell): void {
  const [first, last] = [properties[0], properties.at(-1)];
  if (first?.name !== 'BEGIN' || first.value !== 'VCALENDAR') fault(1, 'BEGIN', first?.value, 'VCALENDAR');
  if (last?.name !== 'END' || last.value !== 'VCALENDAR') fault(last?.line ?? 1, 'END', last?.value, 'VCALENDAR');
  const own = ownOf(properties);
  for (const [name, value] of [
    ['VERSION', '2.0'],
    ['PRODID', null],
  ] as const) {
    const found = own.filter((property) => property.name === name);
    const [one] = found;
    if (found.length !== 1 || !one?.value || (value !== null && one.value !== value)) {
      fault(one?.line ?? 1, name, one?.value, value ?? 'the name of the product, once');
    }
  }
  const method = own.find(({ name }) => name === 'METHOD');
  if (method) fault(method.line, 'METHOD', method.value, 'nothing: a calendar to subscribe to has no METHOD');
}

/** Of the calendar itself, outside its components. */
function ownOf(properties: Property[]): Property[] {
  let depth = 0;
  return properties.filter(({ name }) => {
    if (name === 'BEGIN') depth += 1;
    else if (name === 'END') depth -= 1;
    else return depth === 1;
    return false;
  });
}

function checkEvent(event: Property[], uids: Map<string, number>, fault: Tell): void {
  const start = event[0]?.line ?? 1;
  const one = (name: string, required: boolean, fits: (value: string) => boolean, expected: string) => {
    const found = event.filter((property) => property.name === name);
    const [first] = found;
    if (!first && required) fault(start, name, undefined, expected);
    if (first && !fits(first.value)) fault(first.line, name, first.value, expected);
    if (found[1]) fault(found[1].line, name, found[1].value, 'to stand once in an event');
    return first;
  };
  const uid = one('UID', true, (value) => value !== '', 'an id that lasts');
  const known = uid && uids.get(uid.value);
  if (uid && known !== undefined)
    fault(uid.line, 'UID', uid.value, `an id that stands once; it is on line ${known} too`);
  if (uid && known === undefined) uids.set(uid.value, uid.line);
  one('DTSTAMP', true, (value) => UTC.test(value), 'an instant in UTC, 20261120T090000Z');
  one('LAST-MODIFIED', false, (value) => UTC.test(value), 'an instant in UTC, 20261120T090000Z');
  one('SEQUENCE', false, (value) => /^\d+$/.test(value), 'a whole number from 0 on');
  one(
    'STATUS',
    false,
    (value) => ['TENTATIVE', 'CONFIRMED', 'CANCELLED'].includes(value),
    'TENTATIVE, CONFIRMED or CANCELLED',
  );
  const time = (value: string) => /^\d{8}(T\d{6}Z?)?$/.test(value);
  const from = one('DTSTART', true, time, 'a time, 20261120T160000');
  const to = one('DTEND', false, time, 'a time, 20261120T210000');
  const alike = from && to && from.parameters === to.parameters && from.value.length === to.value.length;
  if (alike && to.value <= from.value) fault(to.line, 'DTEND', to.value, `a time after DTSTART, ${from.value}`);
}
