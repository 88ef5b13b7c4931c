import type { Session } from '@jemput/shared/sessions/session';
import type { Outputs } from '#lib/api.ts';
import { hours, longDate, shortDate } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { asSentence, formerPlace, type Gazetteer } from '#lib/timetable/session-words.ts';
import { lastChange } from '#lib/timetable/state-words.ts';

/** What ShareBox passes on. */
export interface Shared {
  /** For WhatsApp and the clipboard, a line each. */
  text: string;
  code: string;
  /** Paths of the picture and the poster. */
  picture: string;
  poster: string;
}

const MOST_LINES = 8;

/** A session in a message: state, when, where, its page and its code. @param origin without a slash at the end */
export function shareSession(
  session: Session,
  { code, origin, zoneName, gazetteer }: { code: string; origin: string; zoneName: string; gazetteer: Gazetteer },
): Shared {
  const { id, venue, date, startsAt, endsAt, status } = session;
  const moved = lastChange(session, 'moved');
  const reason = asSentence(lastChange(session, 'cancelled')?.reason ?? '');
  const state = () => {
    if (status === 'cancelled') return [m.share_text_cancelled({ reason: reason === '.' ? '' : reason })];
    return moved ? [m.share_text_moved({ from: formerPlace(moved.from ?? '', gazetteer, venue.id) })] : [];
  };
  const lines = [
    `*${m.share_text_head()}*`,
    venue.name,
    `${longDate(date)} ${date.slice(0, 4)}, ${hours(startsAt, endsAt, zoneName)}`,
    ...state(),
    venue.address,
    `${origin}/jadwal/${id}`,
    m.share_text_check({ url: checkAddress(origin, code) }),
  ];
  const text = lines.filter((line) => line.trim()).join('\n');
  return { text, code, picture: `/jadwal/${id}/gambar.png`, poster: `/jadwal/${id}/poster.pdf` };
}

/** A kelurahan's week in a message. */
export function shareWeek(
  { week, code, lines }: Outputs['share']['weeks'][number],
  { area, title, origin, zoneName }: { area: string; title: string; origin: string; zoneName: string },
): Shared {
  const told = lines.slice(0, MOST_LINES).map(({ date, startsAt, endsAt, venue, status }) => {
    const line = `${shortDate(date)} ${date.slice(0, 4)}, ${hours(startsAt, endsAt, zoneName)}: ${venue}`;
    return status === 'cancelled' ? m.share_text_line_cancelled({ line }) : line;
  });
  const rest = lines.length - told.length;
  const text = [
    `*${m.share_text_head()}: ${title}*`,
    ...told,
    ...(rest > 0 ? [m.share_text_more({ count: rest })] : []),
    `${origin}/wilayah/${area}`,
    m.share_text_check({ url: checkAddress(origin, code) }),
  ].join('\n');
  const query = `?minggu=${week}`;
  return {
    text,
    code,
    picture: `/wilayah/${area}/gambar.png${query}`,
    poster: `/wilayah/${area}/poster.pdf${query}`,
  };
}

function checkAddress(origin: string, code: string): string {
  return `${origin}/cek?kode=${code}`;
}
