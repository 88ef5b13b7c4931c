import type { SessionChange } from '@jemput/shared/sessions/session';
import { number } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { asSentence, formerPlace, type Gazetteer, restWords, spanWords } from '#lib/timetable/session-words.ts';
import { pauseReason, stateNames } from '#lib/timetable/state-words.ts';

const roomNames: Record<string, () => string> = {
  free: () => m.finder_room_free(),
  filling: () => stateNames.filling().toLowerCase(),
  last: () => stateNames.last().toLowerCase(),
};

/** One step of a session's public record, as a sentence. */
export function changeText(change: SessionChange, gazetteer: Gazetteer): string {
  const { what, from, to, reason } = change;
  if (what === 'published') return m.finder_change_published();
  if (what === 'cancelled') return m.finder_change_cancelled({ reason: asSentence(reason) });
  if (what === 'room') return m.finder_change_told({ state: roomNames[to ?? '']?.() ?? '' });
  if (what === 'hours') return hoursText(change);
  if (what === 'pauses')
    return withReason(m.finder_change_pauses({ from: restWords(from), to: restWords(to) }), reason);
  if (what === 'kits') return kitsText(from, to);
  if (what === 'status') return statusText(change);
  return m.finder_change_moved({
    from: formerPlace(from ?? '', gazetteer),
    to: formerPlace(to ?? '', gazetteer),
    reason: asSentence(reason),
  });
}

/** "Jam berubah dari 18.30–21.30 menjadi 20.15–23.15. Alasan: …" */
export function hoursText({ from, to, reason }: SessionChange): string {
  return withReason(m.finder_change_hours({ from: spanWords(from ?? ''), to: spanWords(to ?? '') }), reason);
}

function withReason(text: string, reason: string): string {
  return reason.trim() ? `${text} ${m.finder_because({ reason: asSentence(reason) })}` : text;
}

function kitsText(from: string | null, to: string | null): string {
  const [before, now] = [from, to].map((ids) => (ids ?? '').split(',').filter(Boolean).length);
  if (before === now) return m.finder_change_kits_swapped({ count: number(now ?? 0) });
  return m.finder_change_kits({ from: number(before ?? 0), to: number(now ?? 0) });
}

function statusText({ from, to, reason }: SessionChange): string {
  if (to === 'done') return m.finder_change_closed();
  if (to === 'full') return m.finder_change_told({ state: stateNames.full().toLowerCase() });
  if (to === 'paused') {
    return m.finder_change_told({ state: `${stateNames.paused().toLowerCase()}, ${pauseReason({ reason })}` });
  }
  return from === 'full' || from === 'paused' ? m.finder_change_resumed() : m.finder_change_opened();
}
