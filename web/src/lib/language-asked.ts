import { cookieName, isLocale, type Locale } from './paraglide/runtime.js';

/** Planners and crews work in one of these; residents in any. */
const staffLocales: readonly Locale[] = ['id', 'en'];
const staffPage = /^\/(rencana|petugas)(\/|$)/;

/** The language that the address asks for, or the reader chose earlier; undefined where neither names one. */
export function languageAsked({ url, headers }: Pick<Request, 'url' | 'headers'>): Locale | undefined {
  const { pathname, searchParams } = new URL(url);
  const chosen = headers.get('cookie')?.match(new RegExp(`(?:^|;\\s*)${cookieName}=(\\w+)`))?.[1];
  const wanted = [searchParams.get('lang'), chosen].find(isLocale);
  return wanted && staffPage.test(pathname) && !staffLocales.includes(wanted) ? 'id' : wanted;
}
