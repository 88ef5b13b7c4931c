import { asTold, ownNext } from '@jemput/shared/bookings/as-told';
import type { EveningEvent } from '@jemput/shared/bookings/evening-events';
import type { EveningAnswer, EveningSheet } from '@jemput/shared/bookings/evening-sheet';
import { refusalOf } from '#lib/forms/refusal.ts';
import { newId } from '#lib/offline/new-id.ts';
import { heldBackBy } from './held-back.ts';
import type { KeptEvening, KeptSheet, ToldEvent } from './kept-evening.ts';

/** The office as a desk sees it; throws tRPC errors and gives up after some seconds. */
export interface EveningOffice {
  act(batch: { sentAt: number; leaseNo?: number; events: EveningEvent[] }): Promise<EveningAnswer>;
  sheet(): Promise<EveningSheet>;
}

type Doing<Kind = EveningEvent['kind']> = Kind extends EveningEvent['kind']
  ? Omit<Extract<EveningEvent, { kind: Kind }>, 'id' | 'madeAt' | 'after'>
  : never;

const BEAT_MILLIS = 4_000;
const TICK_MILLIS = 5_000;
/** How soon, and for how long, the office is asked again while all who wait are kept for other desks: shares change hands within a beat. */
const ASK_AGAIN_MILLIS = 1_500;
const ASK_UNTIL_MILLIS = 12_000;

/**
 * One desk's evening on one phone: what is done is kept here first and told the office as soon as it answers, in the order in which it was
 * done. Without the office the desk goes on from its own share (desk-lease.ts), which nobody else may call.
 */
export class QueueDesk {
  #kept = $state.raw<KeptSheet>() as KeptSheet;
  told = $state.raw<ToldEvent[]>([]);
  /** True while the last attempt found no office. */
  unreachable = $state(false);
  /** The office answered that this account may not call here, or that nobody is signed in. */
  refused = $state<'FORBIDDEN' | 'NOT_FOUND' | null>(null);
  /** The phone refuses to keep anything: what was done lives only as long as the page. */
  forgetful = $state(false);
  /** Unix milliseconds of this phone's clock. */
  now = $state(Date.now());
  /** The office was asked for the next and nobody can be called. */
  nobodyNext = $state(false);

  readonly waiting = $derived(this.told.filter(({ at }) => at === 'phone'));
  readonly received = $derived(this.told.filter(({ at }) => at === 'office').length);
  readonly rejected = $derived(this.told.filter(({ at }) => at === 'refused'));
  /** Office's clock less this phone's, milliseconds. */
  readonly #ahead = $derived(this.#kept.sheet.asOf - this.#kept.heardAt);
  /** The evening with all that this desk did. */
  readonly sheet = $derived(
    asTold(
      this.#kept.sheet,
      this.waiting.map(({ event }) => ({ ...event, madeAt: event.madeAt + this.#ahead })),
    ),
  );
  /** A call that the office has been asked for and has not answered. */
  readonly asking = $derived(this.waiting.find(({ event }) => event.kind === 'call_next')?.event ?? null);
  readonly opening = $derived(this.waiting.some(({ event }) => event.kind === 'desk_opened'));
  /** Unix milliseconds of the office's clock, as this phone reckons it. */
  readonly officeNow = $derived(this.now + this.#ahead);

  readonly #office: EveningOffice;
  readonly #store: KeptEvening;
  readonly #onChange: (desk: QueueDesk) => void;
  #sending = false;
  #askedAt = 0;

  /** @param onChange called whenever what the desk knows may have changed */
  constructor(fresh: EveningSheet, office: EveningOffice, store: KeptEvening, onChange: (desk: QueueDesk) => void) {
    this.#office = office;
    this.#store = store;
    this.#onChange = onChange;
    const kept = store.sheet();
    const isNewer = kept !== null && kept.sheet.asOf > fresh.asOf;
    this.#kept = isNewer
      ? kept
      : { sheet: fresh, heardAt: kept?.sheet.asOf === fresh.asOf ? kept.heardAt : Date.now() };
    this.told = store.events();
  }

  /** @returns how to stop */
  start(): () => void {
    const beat = setInterval(() => void this.send(), BEAT_MILLIS);
    const tick = setInterval(() => {
      this.now = Date.now();
    }, TICK_MILLIS);
    const again = () => void this.send();
    const other = (event: StorageEvent) => {
      if (event.key?.startsWith(this.#store.eventPrefix)) this.told = this.#store.events();
    };
    addEventListener('online', again);
    addEventListener('storage', other);
    document.addEventListener('visibilitychange', again);
    again();
    return () => {
      clearInterval(beat);
      clearInterval(tick);
      removeEventListener('online', again);
      removeEventListener('storage', other);
      document.removeEventListener('visibilitychange', again);
    };
  }

  /** Kept when this returns. */
  tell(doing: Doing, label: string | null = null): void {
    this.nobodyNext = false;
    const place = (this.told.at(-1)?.place ?? 0) + 1;
    const event = { ...doing, id: newId(), madeAt: Date.now() } as EveningEvent;
    this.#put({ place, event, at: 'phone', label, refusal: null });
    void this.send();
  }

  /** Asks the office whom to call; a second tap while it is being asked asks nothing. */
  callNext(): void {
    if (this.asking) return;
    this.#askedAt = Date.now();
    this.tell({ kind: 'call_next' });
    this.#goOnAlone();
  }

  dismiss(id: string): void {
    this.told = this.told.filter(({ event }) => event.id !== id);
    this.#store.dropEvent(id);
  }

  /** Where the office does not answer, the call that it was asked for is made from the desk's own share, which nobody else may call. */
  #goOnAlone(): void {
    const { asking } = this;
    if (!asking || !this.unreachable) return;
    const next = ownNext(this.sheet, this.officeNow);
    this.nobodyNext = next === undefined;
    // The office may have chosen somebody: without a call in its place the question stays, and is asked again.
    if (!next) return;
    const place = (this.told.at(-1)?.place ?? 0) + 1;
    this.dismiss(asking.id);
    const event: EveningEvent = {
      kind: 'called',
      id: newId(),
      madeAt: Date.now(),
      ticketId: next.id,
      insteadOf: asking.id,
    };
    this.#put({ place, event, at: 'phone', label: next.label, refusal: null });
  }

  async send(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    const events = this.waiting.map(({ event }) => event);
    try {
      const { mine } = this.#kept.sheet;
      if (mine || events.length > 0) {
        const leaseNo = mine ? { leaseNo: mine.leaseNo } : {};
        this.#take(await this.#office.act({ sentAt: Date.now(), ...leaseNo, events }));
      } else this.#hear(await this.#office.sheet());
      this.unreachable = false;
      this.refused = null;
    } catch (error) {
      const { code } = refusalOf(error);
      this.refused = code === 'FORBIDDEN' || code === 'NOT_FOUND' ? code : null;
      this.unreachable = this.refused === null;
      this.#goOnAlone();
    } finally {
      this.#sending = false;
      this.now = Date.now();
    }
    this.#onChange(this);
    const toldMeanwhile = this.waiting.some(({ event }) => !events.includes(event));
    if (toldMeanwhile && !this.unreachable && !this.refused) await this.send();
  }

  #take({ receipts, refused, sheet }: EveningAnswer): void {
    for (const receipt of receipts) {
      const told = this.told.find(({ event }) => event.id === receipt.id);
      if (told?.event.kind === 'call_next' && receipt.ticketId === null) this.#nobody(sheet);
      this.#settle(receipt.id, { at: 'office', label: receipt.label ?? told?.label ?? null });
    }
    for (const { id, refusal } of refused) this.#settle(id, { at: 'refused', refusal });
    this.#hear(sheet);
  }

  /** A desk that has just opened has no share yet: the others give up theirs as soon as they are heard of. */
  #nobody(sheet: EveningSheet): void {
    this.nobodyNext = true;
    const keeper = heldBackBy(sheet, sheet.asOf);
    if (!keeper || keeper.silent || Date.now() - this.#askedAt > ASK_UNTIL_MILLIS) return;
    setTimeout(() => {
      if (this.nobodyNext && !this.asking) this.tell({ kind: 'call_next' });
    }, ASK_AGAIN_MILLIS);
  }

  #hear(sheet: EveningSheet): void {
    // An answer that was overtaken: the share in it is no longer this desk's.
    if ((sheet.mine?.leaseNo ?? 0) < (this.#kept.sheet.mine?.leaseNo ?? 0) && sheet.asOf < this.#kept.sheet.asOf)
      return;
    this.#kept = { sheet, heardAt: Date.now() };
    try {
      this.#store.keepSheet(this.#kept);
    } catch {
      this.forgetful = true;
    }
  }

  #settle(id: string, news: Partial<ToldEvent>): void {
    const told = this.told.find(({ event }) => event.id === id);
    if (told) this.#put({ ...told, ...news, event: nameless(told.event) });
  }

  #put(told: ToldEvent): void {
    const others = this.told.filter(({ event }) => event.id !== told.event.id);
    this.told = [...others, told].sort((a, b) => a.place - b.place);
    this.#onChange(this);
    try {
      this.#store.keepEvent(told);
    } catch {
      this.forgetful = true;
    }
  }
}

/** The office has the name: the phone needs it no longer. */
function nameless(event: EveningEvent): EveningEvent {
  if (event.kind !== 'walk_in') return event;
  const { name: _name, ...rest } = event;
  return rest;
}
