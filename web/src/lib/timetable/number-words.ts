import { type NumberState, numberStateOf } from '@jemput/shared/sessions/number-state';
import type { Session, SessionQueue } from '@jemput/shared/sessions/session';
import type { SessionState } from '@jemput/shared/sessions/session-state';
import { m } from '#lib/paraglide/messages.js';
import { momentWords } from './moment-words.ts';

export interface NumberWords {
  state: NumberState;
  text: string;
  tone: '' | 'good' | 'warm' | 'danger';
}

/** "Sisa untuk 34 orang", "Nomor dibuka Sab 21 Nov pukul 08.00"; null where there is nothing to say of numbers. */
export function numberWords(session: Session, now: string): NumberWords | null {
  const state = numberStateOf(session, now);
  if (!state || !session.queue || state === 'closed') return null;
  return { state, ...wordsOf(state, session.queue, now.slice(0, 10)) };
}

function wordsOf(
  state: Exclude<NumberState, 'closed'>,
  queue: SessionQueue,
  today: string,
): Omit<NumberWords, 'state'> {
  switch (state) {
    case 'ahead':
      return { text: opensWords(queue, today), tone: '' };
    case 'open':
      return { text: queue.left === null ? m.ticket_take() : m.ticket_left({ count: queue.left }), tone: 'good' };
    case 'draw':
      return { text: m.ticket_draw_until({ when: momentWords(queue.closesAt, today) }), tone: '' };
    case 'waiting':
      return { text: m.ticket_waiting(), tone: 'warm' };
    case 'full':
      return { text: m.ticket_full(), tone: 'danger' };
  }
}

function opensWords({ opensAt, release }: SessionQueue, today: string): string {
  const when = momentWords(opensAt, today);
  return release === 'draw' ? m.ticket_opens_draw({ when }) : m.ticket_opens({ when });
}

/** When numbers will be given, and how, of a session whose numbers are not open yet. */
export function aheadWords({ opensAt, closesAt, release }: SessionQueue, today: string): string {
  const opens = momentWords(opensAt, today);
  return release === 'draw'
    ? m.ticket_box_ahead_draw({ opens, closes: momentWords(closesAt, today) })
    : m.ticket_box_ahead({ when: opens });
}

/** What the button that leads to the form says. */
export function askWords(state: NumberState): string {
  if (state === 'draw') return m.ticket_join_draw();
  return state === 'waiting' ? m.ticket_join_waiting() : m.ticket_take();
}

/** What of numbers goes with what is said of the session beside it. */
export function boxWords(session: Session, state: SessionState, now: string): string | null {
  const numbers = numberStateOf(session, now);
  if (!numbers || !session.queue) return null;
  switch (numbers) {
    case 'ahead':
      return aheadWords(session.queue, now.slice(0, 10));
    case 'draw':
      return m.ticket_box_draw({ when: momentWords(session.queue.closesAt, now.slice(0, 10)) });
    case 'open':
      return openWords(state);
    case 'waiting':
      return m.ticket_box_waiting();
    case 'full':
      return m.ticket_box_full();
    case 'closed':
      return closedWords(state);
  }
}

function openWords(state: SessionState): string {
  if (state === 'paused') return m.ticket_box_open_paused();
  return state === 'last' ? m.ticket_box_open_last() : m.ticket_box_open();
}

/** That no number is given any more, and whether coming without one makes sense. */
export function closedWords(state: SessionState): string {
  if (state === 'last' || state === 'full') return m.ticket_box_closed();
  return `${m.ticket_box_closed()} ${state === 'paused' ? m.ticket_box_wait() : m.ticket_box_walk_in()}`;
}
