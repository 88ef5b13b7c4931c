import { httpDateOf } from '@jemput/shared/calendar/time-zone';
import type { Session } from '@jemput/shared/sessions/session';
import { addressOf, hoursOf, linesOf, type Telling, titleOf } from './session-words.ts';

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** Text for an XML element or attribute; characters that XML 1.0 forbids are left out. */
export function escapeXml(text: string): string {
  return text
    .replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, '')
    .replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

function element(name: string, text: string): string {
  return `<${name}>${escapeXml(text)}</${name}>`;
}

export interface RssChannel {
  origin: string;
  telling: Telling;
  /** Where the feed itself can be had. */
  path: string;
  /** Page of what it tells of. */
  page: string;
  title: string;
}

/** RSS 2.0: an item a session, a new one with every published change, latest change first. */
export function* toRss(sessions: Iterable<Session>, channel: RssChannel): Generator<string> {
  const { origin, telling, path, page, title } = channel;
  const { language, words } = telling;
  const address = `${origin}${path}${language === 'id' ? '' : `?lang=${language}`}`;
  yield [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>',
    element('title', title),
    element('link', `${origin}${page}`),
    element('description', words.channel),
    element('language', language),
    element('ttl', '60'),
    `<atom:link href="${escapeXml(address)}" rel="self" type="application/rss+xml"/>`,
    '',
  ].join('\n');
  const dated: Dated[] = [];
  const dateOf = datesOf();
  for (const session of sessions) {
    dated.push({ session, ...dateOf(session.changes.at(-1)?.at ?? session.checkedAt) });
    yield '';
  }
  dated.sort((a, b) => b.millis - a.millis || (a.session.startsAt < b.session.startsAt ? -1 : 1));
  for (const one of dated) yield `${itemOf(one, channel)}\n`;
  yield '</channel></rss>\n';
}

interface Dated {
  session: Session;
  millis: number;
  /** As RFC 9110 has it. */
  date: string;
}

/** One publication changes thousands of sessions at one instant. */
function datesOf(): (instant: string) => Omit<Dated, 'session'> {
  const known = new Map<string, Omit<Dated, 'session'>>();
  return (instant) => {
    const dates = known.get(instant) ?? { millis: Date.parse(instant), date: httpDateOf(instant) };
    known.set(instant, dates);
    return dates;
  };
}

function itemOf({ session, date }: Dated, { origin, telling }: RssChannel): string {
  return [
    '<item>',
    element('title', `${titleOf(session, telling)}: ${hoursOf(session, telling)}`),
    element('link', `${origin}/jadwal/${session.id}`),
    `<guid isPermaLink="false">${escapeXml(`${session.id}#${session.sequence}`)}</guid>`,
    element('category', telling.words.services[session.service]),
    element('pubDate', date),
    element('description', [...linesOf(session, telling), addressOf(session)].join('\n')),
    '</item>',
  ].join('');
}
