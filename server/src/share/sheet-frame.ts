import { instantOf, zoneAbbreviation } from '@jemput/shared/calendar/time-zone';
import type { Service, Session } from '@jemput/shared/sessions/session';
import { sayMoment } from './say-dates.ts';
import type { Check, Sheet } from './sheet.ts';
import type { Telling } from './telling.ts';
import { fillIn, type SheetService, type SheetWords, secondLanguage, sheetWords } from './words/sheet-words.ts';

interface Framed {
  service: SheetService;
  /** Of the area that it tells of. */
  areaCode: string;
  place: string;
  /** What the document's title says beside service and place. */
  when: string;
  /** Path of the page that says the same. */
  path: string;
  /** Null where the page tells what holds. */
  code: string | null;
  /** Unix milliseconds of the last look at what it tells. */
  checkedMillis: number;
}

type Frame = Pick<
  Sheet,
  | 'tag'
  | 'title'
  | 'office'
  | 'service'
  | 'free'
  | 'second'
  | 'place'
  | 'money'
  | 'check'
  | 'foot'
  | 'pageUrl'
  | 'checkedMillis'
  | 'words'
>;

/** What every sheet says, whatever it tells of. */
export function frameOf({ timetable, words, origin, language, zone }: Telling, framed: Framed): Frame {
  const { service, areaCode, place, when, path, code } = framed;
  const second = secondLanguage(language, areaCode);
  const pageUrl = `${origin}${path}`;
  const checked = sayMoment(instantOf(framed.checkedMillis, zone), zoneAbbreviation(zone), words);
  return {
    tag: words.tag,
    title: fillIn(words.title, { service: words.services[service], place, when }),
    office: timetable.office?.name ?? '',
    service: words.services[service],
    free: words.free,
    second: second ? invitation(service, sheetWords[second]) : '',
    place,
    money: words.money,
    check: code === null ? pageLink(pageUrl, words) : codeLink(code, origin, words),
    foot: fillIn((code === null ? words.live : words.check).foot, { checked }),
    pageUrl,
    checkedMillis: framed.checkedMillis,
    words: { week: words.week, map: words.map, instead: words.instead, check: words.check },
  };
}

export function codeLink(code: string, origin: string, { check }: SheetWords): Check {
  const url = `${origin}/cek?kode=${code}`;
  const { ask, how, alt } = check;
  return { code, url, address: typed(`${origin}/cek`), ask, how, alt: fillIn(alt, { code, url }) };
}

/** As much as one line beside a QR code holds: of a longer address only the office's own. */
const LONGEST_ADDRESS = 34;

function pageLink(url: string, { live }: SheetWords): Check {
  const whole = typed(url);
  const address = whole.length <= LONGEST_ADDRESS ? whole : whole.replace(/\/.*$/, '');
  return { code: null, url, address, ask: live.ask, how: '', alt: fillIn(live.alt, { url }) };
}

function typed(url: string): string {
  return url.replace(/^https?:\/\//, '');
}

export function serviceOf(sessions: readonly Pick<Session, 'service'>[]): SheetService {
  const all = new Set<Service>(sessions.map(({ service }) => service));
  if (all.size > 1) return 'both';
  return all.has('printing') ? 'printing' : 'recording';
}

/** `Kelurahan Pajang`; by the ministry's codes a desa's last part begins with 2 (Permendagri 72/2019). */
export function villageName({ code, name }: { code: string; name: string }, words: SheetWords): string {
  return fillIn(/\.2\d{3}$/.test(code) ? words.hamlet : words.village, { name });
}

function invitation(service: SheetService, { services, free, come }: SheetWords): string {
  return `${services[service]}, ${free}. ${come}`;
}
