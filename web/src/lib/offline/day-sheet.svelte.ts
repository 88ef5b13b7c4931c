import type { DaySheet } from '@jemput/shared/field/day-sheet';

const REFRESH_MILLIS = 60_000;

/**
 * The crew's sheet from two sources: the newest that this phone has kept, and the office whenever it answers.
 * `fresh` is what the page came with; a page out of the phone's cache may be older than the kept sheet.
 */
export class KeptDaySheet {
  sheet = $state.raw<DaySheet>() as DaySheet;
  /** True while the last attempt found no office. */
  unreachable = $state(false);

  readonly #storage: Storage;
  readonly #key: string;
  readonly #ask: () => Promise<DaySheet>;

  constructor(fresh: DaySheet, ask: () => Promise<DaySheet>, storage: Storage, userId: string) {
    this.#storage = storage;
    this.#key = `jemput.day-sheet.${userId}`;
    this.#ask = ask;
    const kept = this.#kept();
    this.sheet = kept && Date.parse(kept.madeAt) > Date.parse(fresh.madeAt) ? kept : fresh;
    this.#keep();
  }

  start(): () => void {
    const refresh = () => void this.refresh();
    const timer = setInterval(refresh, REFRESH_MILLIS);
    addEventListener('online', refresh);
    document.addEventListener('visibilitychange', refresh);
    return () => {
      clearInterval(timer);
      removeEventListener('online', refresh);
      document.removeEventListener('visibilitychange', refresh);
    };
  }

  async refresh(): Promise<void> {
    try {
      this.sheet = await this.#ask();
      this.unreachable = false;
      this.#keep();
    } catch {
      this.unreachable = true;
    }
  }

  #kept(): DaySheet | null {
    const text = this.#storage.getItem(this.#key);
    return text ? (JSON.parse(text) as DaySheet) : null;
  }

  #keep(): void {
    try {
      this.#storage.setItem(this.#key, JSON.stringify(this.sheet));
    } catch {
      // A phone without room still shows the page it has; only the copy for later is missing.
    }
  }
}
