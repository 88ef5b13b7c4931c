import type { FieldReport, Receipt } from '@jemput/shared/field/field-report';
import { refusalOf } from '#lib/forms/refusal.ts';
import { type KeptReport, ReportStore } from '#lib/offline/report-store.ts';

export interface Office {
  /** Gives up after some seconds; throws tRPC errors. */
  send(report: FieldReport): Promise<Receipt>;
  /** Null where nobody is signed in any more. */
  whoAmI(): Promise<{ id: string } | null>;
}

const FIRST_WAIT_MILLIS = 5_000;
const LONGEST_WAIT_MILLIS = 120_000;
const finalCodes = new Set(['BAD_REQUEST', 'FORBIDDEN', 'NOT_FOUND', 'CONFLICT', 'UNPROCESSABLE_CONTENT']);

/**
 * Keeps reports on the phone and sends them in the order in which they were made. A report is received only when the
 * office's receipt for its id has come; until then it is sent again, and the office counts the same id once.
 */
export class Outbox {
  kept = $state<KeptReport[]>([]);
  /** True while the last attempt found no office. */
  unreachable = $state(false);
  /** The phone refuses to keep anything: reports live only as long as the page. */
  forgetful = $state(false);
  signedOut = $state(false);
  readonly waiting = $derived(this.kept.filter(({ place }) => place === 'phone').length);

  readonly #store: ReportStore;
  readonly #office: Office;
  readonly #userId: string;
  readonly #onAnswer: () => void;
  #sending = false;
  #waitMillis = FIRST_WAIT_MILLIS;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param onAnswer called once the office has received or refused something */
  constructor(office: Office, storage: Storage, userId: string, onAnswer: () => void) {
    this.#office = office;
    this.#onAnswer = onAnswer;
    this.#userId = userId;
    this.#store = new ReportStore(storage, userId);
    this.kept = this.#store.all();
  }

  /** Sends when the network comes back, when the page is looked at again, and from time to time. */
  start(now: number): () => void {
    this.#store.forgetOld(now);
    this.kept = this.#store.all();
    const again = () => void this.send();
    const other = (event: StorageEvent) => {
      if (event.key?.startsWith(this.#store.prefix)) this.kept = this.#store.all();
    };
    addEventListener('online', again);
    addEventListener('storage', other);
    document.addEventListener('visibilitychange', again);
    again();
    return () => {
      clearTimeout(this.#timer);
      removeEventListener('online', again);
      removeEventListener('storage', other);
      document.removeEventListener('visibilitychange', again);
    };
  }

  /** The same session is opened once and closed once, however often the button is tapped. */
  has(sessionId: string, kind: FieldReport['kind']): KeptReport | undefined {
    return this.kept.find(
      ({ report, place }) => report.sessionId === sessionId && report.kind === kind && place !== 'refused',
    );
  }

  /** Kept when this returns; the promise ends with the attempt to send it. */
  add(report: FieldReport, venueName: string): Promise<void> {
    const once = report.kind === 'opened' || report.kind === 'closed';
    const twice = once && this.has(report.sessionId, report.kind);
    if (twice || this.kept.some((kept) => kept.report.id === report.id)) return Promise.resolve();
    const kept: KeptReport = { report, venueName, place: 'phone', receivedAt: null, refusal: null };
    this.kept.push(kept);
    this.#keep(kept);
    return this.send();
  }

  /** The crew has read why the office refused it. */
  dismiss(id: string): void {
    this.kept = this.kept.filter(({ report }) => report.id !== id);
    this.#store.remove(id);
  }

  async send(): Promise<void> {
    if (this.#sending || this.waiting === 0) return;
    this.#sending = true;
    clearTimeout(this.#timer);
    let answered = false;
    try {
      for (const { report } of this.kept.filter(({ place }) => place === 'phone')) {
        if (!(await this.#sendOne(report))) break;
        answered = true;
      }
    } finally {
      this.#sending = false;
    }
    if (answered) this.#onAnswer();
    if (this.waiting > 0) this.#tryLater();
  }

  /** @returns false where nothing more should be sent now */
  async #sendOne(report: FieldReport): Promise<boolean> {
    try {
      const receipt = await this.#office.send(report);
      this.#settle(report.id, { place: 'office', receivedAt: receipt.receivedAt });
      this.unreachable = false;
      this.signedOut = false;
      this.#waitMillis = FIRST_WAIT_MILLIS;
      return true;
    } catch (error) {
      const { code, message, faults } = refusalOf(error);
      this.unreachable = code === 'FAILED';
      if (!finalCodes.has(code)) return false;
      if (code === 'FORBIDDEN' && !(await this.#stillSignedIn())) return false;
      this.#settle(report.id, { place: 'refused', refusal: { code, message, faults } });
      return true;
    }
  }

  async #stillSignedIn(): Promise<boolean> {
    const actor = await this.#office.whoAmI().catch(() => undefined);
    this.signedOut = actor === null || (actor !== undefined && actor.id !== this.#userId);
    return actor !== undefined && !this.signedOut;
  }

  #settle(id: string, news: Partial<KeptReport>): void {
    this.kept = this.kept.map((kept) => (kept.report.id === id ? { ...kept, ...news } : kept));
    const settled = this.kept.find((kept) => kept.report.id === id);
    if (settled) this.#keep(settled);
  }

  #keep(kept: KeptReport): void {
    try {
      this.#store.put($state.snapshot(kept) as KeptReport);
    } catch {
      this.forgetful = true;
    }
  }

  #tryLater(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.send(), this.#waitMillis);
    this.#waitMillis = Math.min(LONGEST_WAIT_MILLIS, this.#waitMillis * 2);
  }
}
