import type { Session } from '@jemput/shared/sessions/session';
import { type SessionState, stateOf } from '@jemput/shared/sessions/session-state';
import type { Outputs } from '#lib/api.ts';
import { hours, longDate, shortDate } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { momentWords } from '#lib/timetable/moment-words.ts';
import { asSentence, formerPlace, type Gazetteer, restSentence, spanWords } from '#lib/timetable/session-words.ts';
import { lastChange, lastHours, lastTold, pausedBy, pauseReasons } from '#lib/timetable/state-words.ts';

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

interface ToTell {
  code: string;
  /** Without a slash at the end. */
  origin: string;
  zoneName: string;
  gazetteer: Gazetteer;
  /** ISO 8601 with the office's offset. */
  now: string;
  /** The nearest session to go to in place of this one. */
  instead?: Session | undefined;
}

/** A session in a message: what stands in the way of coming first; else what is done, where, when, what to bring; its page and its code. */
export function shareSession(session: Session, telling: ToTell): Shared {
  const { code, origin, zoneName, gazetteer, now, instead } = telling;
  const { id, venue } = session;
  const state = stateOf(session, now);
  const alarm = alarmOf(session, state, now);
  const vain = state === 'cancelled' || state === 'full';
  const moved = lastChange(session, 'moved');
  const otherHours = lastHours(session);
  const lines = [
    `*${alarm ?? headOf(session)}*`,
    alarm ? `${serviceName(session)}, ${venue.name}` : venue.name,
    whenOf(session, zoneName),
    moved && !vain ? m.share_text_moved({ from: formerPlace(moved.from ?? '', gazetteer, venue.id) }) : '',
    otherHours && !vain ? m.share_text_moved({ from: spanWords(otherHours.from ?? '') }) : '',
    venue.address,
    ...(vain ? [] : [...session.pauses.map(restSentence), bringOf(session)]),
    instead && (vain || state === 'paused' || state === 'last')
      ? `${m.finder_instead()} ${instead.venue.name}, ${whenOf(instead, zoneName)}`
      : '',
    `${origin}/jadwal/${id}`,
    m.share_text_check({ url: checkAddress(origin, code) }),
  ];
  const text = lines.filter((line) => line.trim()).join('\n');
  return { text, code, picture: `/jadwal/${id}/gambar.png`, poster: `/jadwal/${id}/poster.pdf` };
}

function whenOf({ date, startsAt, endsAt }: Session, zoneName: string): string {
  return `${longDate(date)} ${date.slice(0, 4)}, ${hours(startsAt, endsAt, zoneName)}`;
}

/** Why not to set out, in capitals as chats have it; null where people are awaited. */
function alarmOf(session: Session, state: SessionState, now: string): string | null {
  const when = momentWords(lastTold(session)?.at ?? session.checkedAt, now.slice(0, 10));
  if (state === 'full') return m.share_text_full({ when });
  if (state === 'last') return m.share_text_last({ when });
  if (state === 'paused') return m.share_text_paused({ why: pauseReasons[pausedBy(session) ?? 'other'](), when });
  if (state !== 'cancelled') return null;
  const reason = lastChange(session, 'cancelled')?.reason ?? '';
  return m.share_text_cancelled({ reason: reason.trim() ? asSentence(reason) : '' }).trim();
}

function serviceName({ service }: Session): string {
  return service === 'printing' ? m.ticket_service_printing() : m.share_text_recording();
}

function headOf({ service }: Session): string {
  return service === 'printing' ? m.share_text_head_printing() : m.share_text_head();
}

function bringOf({ service }: Session): string {
  return m.share_text_bring({ what: service === 'printing' ? m.share_text_bring_printing() : m.finder_bring_kk() });
}

/** A kelurahan's week in a message. */
export function shareWeek(
  { week, code, lines }: Outputs['share']['weeks'][number],
  { area, title, origin, zoneName }: { area: string; title: string; origin: string; zoneName: string },
): Shared {
  const all = lines.map(({ date, startsAt, endsAt, venue, status }) => {
    const line = `${shortDate(date)} ${date.slice(0, 4)}, ${hours(startsAt, endsAt, zoneName)}: ${venue}`;
    return status === 'cancelled' ? m.share_text_line_cancelled({ line }) : line;
  });
  // Where people are recorded and cards are printed at once, one line tells of both.
  const told = [...new Set(all)].slice(0, MOST_LINES);
  const rest = new Set(all).size - told.length;
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
