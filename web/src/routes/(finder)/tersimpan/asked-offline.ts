import { liesIn } from '@jemput/shared/places/area';
import type { KeptSession } from '@jemput/shared/sessions/city-copy';

/** What somebody wanted to see when there was no network. */
export type AskedOffline =
  | { what: 'session'; id: string }
  | { what: 'area'; code: string }
  | { what: 'venue'; id: string }
  | { what: 'code'; code: string }
  | { what: 'text' }
  | { what: 'name'; name: string }
  | { what: 'city' };

/** @param address path and query of a page of this site */
export function askedOffline(address: string): AskedOffline {
  const { pathname, searchParams } = new URL(address, 'http://office.invalid');
  const [, folder, rest] = /^\/(jadwal|wilayah|lokasi)\/([^/]+)/.exec(pathname) ?? [];
  const name = decodeURIComponent(rest ?? '');
  if (folder === 'jadwal') return { what: 'session', id: name };
  if (folder === 'wilayah') return { what: 'area', code: name };
  if (folder === 'lokasi') return { what: 'venue', id: name };
  const code = searchParams.get('kode')?.trim();
  if (pathname === '/cek') return code ? { what: 'code', code } : { what: 'text' };
  const q = searchParams.get('q')?.trim();
  return q ? { what: 'name', name: q } : { what: 'city' };
}

/** The code as it is kept: seven characters, O and 0, I, L and 1 taken for each other as they are read. */
function plainCode(typed: string): string {
  const bare = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '');
  return bare.replace(/O/g, '0').replace(/[IL]/g, '1');
}

/** The session whose promise carries that code as this phone knows it. */
export function sessionOfCode(sessions: readonly KeptSession[], typed: string): KeptSession | undefined {
  const code = plainCode(typed);
  return sessions.find((session) => session.code === code);
}

/** The place asked for, by its name in the copy, and whether a session is there; null where the copy does not know it. */
export function placeAskedFor(
  asked: AskedOffline,
  sessions: readonly KeptSession[],
): { name: string; has: (session: KeptSession) => boolean } | null {
  if (asked.what === 'venue') {
    const has = ({ venue }: KeptSession) => venue.id === asked.id;
    const found = sessions.find(has);
    return found ? { name: found.venue.name, has } : null;
  }
  if (asked.what !== 'area') return null;
  const has = ({ venue }: KeptSession) => liesIn(venue.area.code, asked.code);
  const area = sessions.find(has)?.venue.area;
  return area ? { name: area.code === asked.code ? area.name : area.district, has } : null;
}
