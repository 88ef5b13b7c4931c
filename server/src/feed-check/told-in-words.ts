import { httpDateOf } from '@jemput/shared/calendar/time-zone';
import { wordLanguageOf } from '@jemput/shared/messages/message-words';
import type { Session } from '@jemput/shared/sessions/session';
import { addressOf, hoursOf, type Telling as InWords, linesOf, titleOf } from '../feeds/session-words.ts';
import { feedWords } from '../feeds/words/feed-words.ts';
import { eventsOf, type Property, unfold } from './calendar-lines.ts';
import type { Facts } from './facts.ts';
import { readRss } from './rss-items.ts';
import type { Telling } from './told-by-feeds.ts';

const all = () => true;

/** As a feed in that language tells; where a session stood before is not looked at, for want of the hours that slots had. */
function inWords(language: string, hours: string, session: InWords['session']): InWords {
  const known = wordLanguageOf(language);
  return {
    language: known,
    words: feedWords(known),
    zone: 'UTC',
    zoneName: hours.split(' ').at(-1) ?? '',
    slots: [],
    venueName: (id) => id,
    session,
  };
}

/** The text itself where every line is in it; else what it would have to hold. */
function holding(text: unknown, lines: string[]): unknown {
  const said = new Set(String(text).split('\n'));
  return lines.every((line) => said.has(line)) ? text : lines.join('\n');
}

/** @param others by id, for the session that a cancelled one names in its place */
export function icsTelling(text: string, others: ReadonlyMap<string, Session>): Telling {
  const events = eventsOf(unfold(text, () => {}));
  const told = events.map((event) => {
    const facts = Object.fromEntries(event.map((property) => [property.name, textOf(property)]));
    const language = /LANGUAGE=(\w+)/.exec(event.find(({ name }) => name === 'SUMMARY')?.parameters ?? '')?.[1] ?? 'id';
    const id = String(facts.UID ?? '').replace(/@jemput$/, '');
    const { SEQUENCE, STATUS, DTSTART, DTEND, SUMMARY, DESCRIPTION, LOCATION, GEO, URL, CATEGORIES } = facts;
    const told = { SEQUENCE, STATUS, DTSTART, DTEND, SUMMARY, DESCRIPTION, LOCATION, GEO, URL, CATEGORIES };
    return { id, line: event[0]?.line ?? 1, facts: { ...told, language } };
  });
  return { told, covers: all, expected: (session, said) => eventFacts(session, said, others) };
}

function eventFacts(session: Session, said: Facts, others: ReadonlyMap<string, Session>): Facts {
  const { id, sequence, status, startsAt, endsAt, venue, service } = session;
  const telling = inWords(String(said.language), String(said.DESCRIPTION).split('\n')[0] ?? '', (other) =>
    others.get(other),
  );
  const at = (value: unknown, instant: string) => (String(value).endsWith('Z') ? inUtc(instant) : digits(instant));
  return {
    SEQUENCE: String(sequence),
    STATUS: status === 'cancelled' ? 'CANCELLED' : 'CONFIRMED',
    DTSTART: at(said.DTSTART, startsAt),
    DTEND: at(said.DTEND, endsAt),
    SUMMARY: titleOf(session, telling),
    DESCRIPTION: holding(said.DESCRIPTION, linesOf(session, telling)),
    LOCATION: addressOf(session),
    GEO: `${venue.lat};${venue.lon}`,
    URL: String(said.URL).endsWith(`/jadwal/${id}`) ? said.URL : `…/jadwal/${id}`,
    CATEGORIES: telling.words.services[service],
    language: said.language,
  };
}

function digits(instant: string): string {
  return instant.slice(0, 19).replace(/[-:]/g, '');
}

function inUtc(instant: string): string {
  return `${digits(new Date(Date.parse(instant)).toISOString())}Z`;
}

/** RFC 5545, 3.3.11; other types have no backslash. */
function textOf({ value }: Property): string {
  return value.replace(/\\([\\;,Nn])/g, (_, character: string) => (/n/i.test(character) ? '\n' : character));
}

export function rssTelling(text: string, others: ReadonlyMap<string, Session>): Telling {
  const { channel, items } = readRss(text);
  const language = channel.get('language') ?? 'id';
  return {
    told: items.map(({ line, parts }) => {
      const { title, link, guid, pubDate, description } = Object.fromEntries(parts);
      const id = (link ?? '').split('/').at(-1) ?? '';
      return { id, line, facts: { title, link, guid, pubDate, description } };
    }),
    covers: all,
    expected: (session, said) => {
      const { id, sequence, changes, checkedAt } = session;
      const telling = inWords(language, String(said.description).split('\n')[0] ?? '', (other) => others.get(other));
      return {
        title: `${titleOf(session, telling)}: ${hoursOf(session, telling)}`,
        link: said.link,
        guid: `${id}#${sequence}`,
        pubDate: httpDateOf(changes.at(-1)?.at ?? checkedAt),
        description: holding(said.description, [...linesOf(session, telling), addressOf(session)]),
      };
    },
  };
}
