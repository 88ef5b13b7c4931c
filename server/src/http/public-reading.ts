import type { IncomingMessage } from 'node:http';
import { wordLanguageOf } from '@jemput/shared/messages/message-words';
import { wordLanguages } from '@jemput/shared/messages/words/word-keys';
import { COOKIE_PREFIX } from '../auth/sign-in.ts';
import { isOpenToAll } from './open-to-all.ts';

/** The cookie by which a reader's language is kept: web/project.inlang. */
export const LANGUAGE_COOKIE = 'PARAGLIDE_LOCALE';
const languageInCookie = new RegExp(`(?:^|;\\s*)${LANGUAGE_COOKIE}=(${wordLanguages.join('|')})(?:;|$)`);
const SIGN_IN_COOKIE = `${COOKIE_PREFIX}.session_token=`;

/** Pages for residents, with what belongs to them. */
const pagePath =
  /^\/((wilayah|lokasi|jadwal|data|cek|bagikan|tersimpan)(\/.*)?|gambar\.png|__data\.json|sitemap\.xml|robots\.txt)?$/;
/** Calendar programs, readers of news and printers send no cookie: their language stands in the address, `?lang=en`. */
const spokenFeed = /\.(ics|rss)$/;
/** Readers of SMART Scheduling Links say since when they ask, and get everything. */
const manifest = /\/(manifest\.json|\$bulk-publish)$/;
/** Appended by networks to the links that people pass on. */
const appended = /^(fbclid|gclid|igsh|utm_[a-z]+)$/;
const drawnFile = /\/(gambar\.png|poster\.pdf)$/;
/** What pages read of their addresses. Whatever else is appended, by social networks and mail programs or by chance, leads to the same page. */
const readByPages = new Set([
  ...['q', 'dekat', 'malam', 'minggu', 'dari', 'sampai', 'jenis', 'tampil', 'jumlah'],
  ...['kode', 'tolak', 'bidang', 'bentuk', 'lang'],
  ...['x-sveltekit-invalidated', 'x-sveltekit-trailing-slash'],
]);

/** A question that everybody who reads the same language asks alike. */
export interface PublicReading {
  /** Address with its query, from the root. */
  url: string;
  language: string;
  route: 'page' | 'api' | 'feeds';
}

/** By the cookie's presence alone: enough to keep the answer out of caches. */
export function isSignedIn({ headers }: IncomingMessage): boolean {
  return headers.cookie?.includes(SIGN_IN_COOKIE) ?? false;
}

/** '' where the reader has not chosen one. */
export function languageOf(cookie: string | undefined): string {
  return (cookie && languageInCookie.exec(cookie)?.[1]) || '';
}

/** True where everybody may read, whoever is asking. */
export function isPublicPath(path: string): boolean {
  return isOpenToAll(path) || pagePath.test(path);
}

/** Null where the answer is this reader's alone; then `isPublicPath` tells whether it is public all the same. */
export function readingOf(request: IncomingMessage): PublicReading | null {
  const { url = '/' } = request;
  const [path = '/', query = ''] = url.split('?', 2);
  if (!isPublicPath(path) || isSignedIn(request)) return null;
  if (path.startsWith('/feeds/')) return { url: feedAddress(path, query), language: '', route: 'feeds' };
  if (isOpenToAll(path)) return { url, language: '', route: 'api' };
  const asked = [...new URLSearchParams(query)].filter(([name]) => readByPages.has(name));
  if (drawnFile.test(path)) {
    const others = asked.filter(([name]) => name !== 'lang');
    return { url: addressOf(path, [...others, ...languageIn(query)]), language: '', route: 'page' };
  }
  // Sets the reader's cookie.
  if (asked.some(([name]) => name === 'lang')) return null;
  return { url: addressOf(path, asked), language: languageOf(request.headers.cookie), route: 'page' };
}

/** Without what makes no difference; what a feed does not take stays, to be refused by name. */
function feedAddress(path: string, query: string): string {
  const asked = [...new URLSearchParams(query)].filter(([name]) => !appended.test(name));
  const [[name, value] = []] = asked;
  const isDefault =
    (spokenFeed.test(path) && name === 'lang' && value === 'id') || (manifest.test(path) && name === '_since');
  return asked.length === 0 || (asked.length === 1 && isDefault) ? path : addressOf(path, asked);
}

/** Nothing where it is Indonesian, which is told to whoever asks for no language or for one we do not write. */
function languageIn(query: string): [string, string][] {
  const language = wordLanguageOf(new URLSearchParams(query).get('lang') ?? '');
  return language === 'id' ? [] : [['lang', language]];
}

function addressOf(path: string, query: [string, string][]): string {
  return query.length > 0 ? `${path}?${new URLSearchParams(query)}` : path;
}
