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
export function toRss(sessions: readonly Session[], { origin, telling, path, page, title }: RssChannel): string {
  const at = (session: Session) => session.changes.at(-1)?.at ?? session.checkedAt;
  // One publication changes thousands of sessions at one instant.
  const dates = new Map<string, string>();
  const dateOf = (instant: string) => {
    const date = dates.get(instant) ?? httpDateOf(instant);
    dates.set(instant, date);
    return date;
  };
  const items = sessions
    .map((session) => ({ session, millis: Date.parse(at(session)) }))
    .sort((a, b) => b.millis - a.millis || (a.session.startsAt < b.session.startsAt ? -1 : 1))
    .map(({ session }) => {
      const link = `${origin}/jadwal/${session.id}`;
      return [
        '<item>',
        element('title', `${titleOf(session, telling)}: ${hoursOf(session, telling)}`),
        element('link', link),
        `<guid isPermaLink="false">${escapeXml(`${session.id}#${session.sequence}`)}</guid>`,
        element('category', telling.words.services[session.service]),
        element('pubDate', dateOf(at(session))),
        element('description', [...linesOf(session, telling), addressOf(session)].join('\n')),
        '</item>',
      ].join('');
    });
  const { language, words } = telling;
  const address = `${origin}${path}${language === 'id' ? '' : `?lang=${language}`}`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel>',
    element('title', title),
    element('link', `${origin}${page}`),
    element('description', words.channel),
    element('language', language),
    element('ttl', '60'),
    `<atom:link href="${escapeXml(address)}" rel="self" type="application/rss+xml"/>`,
    ...items,
    '</channel></rss>',
    '',
  ].join('\n');
}
