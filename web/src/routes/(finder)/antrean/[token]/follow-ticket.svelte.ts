import { endedStates } from '@jemput/shared/bookings/ticket';
import type { TicketView } from '@jemput/shared/bookings/ticket-view';
import { untrack } from 'svelte';

const EVERY_MILLIS = 15_000;
const HIDDEN_MILLIS = 60_000;
/** Long before the day nothing changes by the second. */
const CALM_MILLIS = 60_000;
const PATIENCE_MILLIS = 10_000;

/** All but the figures of the line: where it changes, the page is read anew with the words for it. */
function standingOf({ line, due, session, ...standing }: TicketView): string {
  return JSON.stringify([standing, line === null, due === null, session.id, session.sequence, session.status]);
}

/** A ticket as the office told it last, asked again and again while its page is open. */
export class FollowedTicket {
  view: TicketView;
  /** Unix milliseconds of this phone's clock when it was last told; 0 before the page's script woke. */
  toldAt: number = $state(0);
  /** False since a question went unanswered. */
  isReached: boolean = $state(true);
  readonly #token: string;
  readonly #onNews: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param onNews the page must be read anew */
  constructor(token: string, view: TicketView, onNews: () => void) {
    this.view = $state.raw(view);
    this.#token = token;
    this.#onNews = onNews;
  }

  /** Told by the page itself, which was just read. */
  tell(view: TicketView): void {
    untrack(() => {
      this.view = view;
      this.toldAt = Date.now();
      this.isReached = true;
    });
  }

  /** @returns what stops it */
  start(): () => void {
    this.toldAt = Date.now();
    const lookAgain = () => {
      if (!document.hidden) void this.ask();
    };
    document.addEventListener('visibilitychange', lookAgain);
    this.#plan();
    return () => {
      document.removeEventListener('visibilitychange', lookAgain);
      clearTimeout(this.#timer);
    };
  }

  async ask(): Promise<void> {
    const before = standingOf(this.view);
    const signal = AbortSignal.timeout(PATIENCE_MILLIS);
    const answer = await fetch(`/antrean/${this.#token}/keadaan.json`, { cache: 'no-store', signal }).catch(() => null);
    const view = answer?.ok ? ((await answer.json().catch(() => null)) as TicketView | null) : null;
    this.isReached = view !== null;
    if (view && standingOf(view) !== before) this.#onNews();
    else if (view) this.tell(view);
    this.#plan();
  }

  #plan(): void {
    clearTimeout(this.#timer);
    if (endedStates.includes(this.view.state)) return;
    const every = document.hidden ? HIDDEN_MILLIS : this.view.line || this.view.offer ? EVERY_MILLIS : CALM_MILLIS;
    this.#timer = setTimeout(() => void this.ask(), every);
  }
}
