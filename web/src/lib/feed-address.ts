import { getLocale } from '#lib/paraglide/runtime.js';

/** Of a calendar or of news, in the reader's language: programs that fetch it send no cookie. @param path of the feed */
export function feedAddress(path: string): string {
  const language = getLocale();
  return language === 'id' ? path : `${path}?lang=${language}`;
}
