import type { Cookies } from '@sveltejs/kit';

type Options = Parameters<Cookies['set']>[2];

function sameSiteOf(value: string): 'lax' | 'strict' | 'none' {
  const word = value.toLowerCase();
  return word === 'strict' || word === 'none' ? word : 'lax';
}

function optionsOf(attributes: string[]): Options {
  const options: Options = { path: '/', httpOnly: false, secure: false, encode: (value) => value };
  for (const attribute of attributes) {
    const [key = '', value = ''] = attribute.trim().split('=', 2);
    if (/^path$/i.test(key)) options.path = value;
    if (/^max-age$/i.test(key)) options.maxAge = Number(value);
    if (/^expires$/i.test(key)) options.expires = new Date(value);
    if (/^httponly$/i.test(key)) options.httpOnly = true;
    if (/^secure$/i.test(key)) options.secure = true;
    if (/^samesite$/i.test(key)) options.sameSite = sameSiteOf(value);
  }
  return options;
}

/** Hands the cookies of the sign-in library's answer on to the page's own answer, attributes and all. */
export function copyCookies(from: Response, to: Cookies): void {
  for (const line of from.headers.getSetCookie()) {
    const [pair = '', ...attributes] = line.split(';');
    const cut = pair.indexOf('=');
    if (cut > 0) to.set(pair.slice(0, cut).trim(), pair.slice(cut + 1).trim(), optionsOf(attributes));
  }
}
