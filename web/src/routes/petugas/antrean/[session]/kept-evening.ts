import type { EveningEvent, EveningRefusal } from '@jemput/shared/bookings/evening-events';
import type { EveningSheet } from '@jemput/shared/bookings/evening-sheet';

/** The newest sheet from the office, and when this phone got it. */
export interface KeptSheet {
  sheet: EveningSheet;
  /** Unix milliseconds of this phone's clock. */
  heardAt: number;
}

/** Something this desk did: on this phone until the office's receipt for it has come. */
export interface ToldEvent {
  /** Counts up on this phone: the order in which things were done. */
  place: number;
  event: EveningEvent;
  at: 'phone' | 'office' | 'refused';
  /** Number it was about, for people; null where it was about none. */
  label: string | null;
  refusal: EveningRefusal | null;
}

const sheetPrefix = 'jemput.evening-sheet.';
const eventPrefix = 'jemput.evening-event.';
const DAY_MILLIS = 86_400_000;

/** One session's evening in this phone's storage; one key an event, so that two open tabs never overwrite each other. */
export class KeptEvening {
  readonly #storage: Storage;
  readonly #sheetKey: string;
  readonly eventPrefix: string;

  constructor(storage: Storage, userId: string, sessionId: string) {
    this.#storage = storage;
    this.#sheetKey = `${sheetPrefix}${userId}.${sessionId}`;
    this.eventPrefix = `${eventPrefix}${userId}.${sessionId}.`;
  }

  sheet(): KeptSheet | null {
    const text = this.#storage.getItem(this.#sheetKey);
    return text ? (JSON.parse(text) as KeptSheet) : null;
  }

  /** @throws DOMException where the phone has no room or refuses to keep anything */
  keepSheet(kept: KeptSheet): void {
    this.#storage.setItem(this.#sheetKey, JSON.stringify(kept));
  }

  /** In the order in which they were told. */
  events(): ToldEvent[] {
    const told = keysOf(this.#storage)
      .filter((key) => key.startsWith(this.eventPrefix))
      .map((key) => JSON.parse(this.#storage.getItem(key) ?? '') as ToldEvent);
    return told.sort((a, b) => a.place - b.place);
  }

  /** @throws DOMException where the phone has no room or refuses to keep anything */
  keepEvent(told: ToldEvent): void {
    this.#storage.setItem(this.eventPrefix + told.event.id, JSON.stringify(told));
  }

  dropEvent(id: string): void {
    this.#storage.removeItem(this.eventPrefix + id);
  }
}

function keysOf(storage: Storage): string[] {
  return Array.from({ length: storage.length }, (_, place) => storage.key(place) ?? '');
}

/** Names are in the sheets: none stays longer than two days, whoever signed in. What the office has not received stays. */
export function forgetOldEvenings(storage: Storage, now: number): void {
  for (const key of keysOf(storage)) {
    const text = storage.getItem(key) ?? '';
    if (key.startsWith(sheetPrefix) && (JSON.parse(text) as KeptSheet).heardAt < now - 2 * DAY_MILLIS) {
      storage.removeItem(key);
    }
    if (!key.startsWith(eventPrefix)) continue;
    const { at, event } = JSON.parse(text) as ToldEvent;
    if (at === 'office' && event.madeAt < now - 2 * DAY_MILLIS) storage.removeItem(key);
  }
}

/** This phone's name for the office, the same for as long as its storage lasts: says which desk is whose. */
export function deviceIdOf(storage: Storage, draw: () => string): string {
  const kept = storage.getItem('jemput.device');
  if (kept) return kept;
  const drawn = draw();
  try {
    storage.setItem('jemput.device', drawn);
  } catch {
    // A phone that keeps nothing is another desk after each reload.
  }
  return drawn;
}
