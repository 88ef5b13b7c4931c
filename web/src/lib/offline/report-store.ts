import type { FieldReport } from '@jemput/shared/field/field-report';
import type { Fault } from '#lib/forms/refusal.ts';

export type ReportPlace = 'phone' | 'office' | 'refused';

/** One report as this phone knows it. */
export interface KeptReport {
  report: FieldReport;
  /** Where it was made, for people: the venue's name. */
  venueName: string;
  place: ReportPlace;
  /** ISO 8601, from the office's receipt. */
  receivedAt: string | null;
  /** Why the office refused it; reports kept since before have no faults. */
  refusal: { code: string; message: string; faults?: Fault[] } | null;
}

const KEPT_MILLIS = 3 * 86_400_000;

/** Reports of one account in localStorage, one key a report so that two open tabs never overwrite each other. */
export class ReportStore {
  readonly #storage: Storage;
  readonly prefix: string;

  constructor(storage: Storage, userId: string) {
    this.#storage = storage;
    this.prefix = `jemput.report.${userId}.`;
  }

  /** In the order in which they were made. */
  all(): KeptReport[] {
    const kept: KeptReport[] = [];
    for (let place = 0; place < this.#storage.length; place++) {
      const key = this.#storage.key(place);
      const text = key?.startsWith(this.prefix) ? this.#storage.getItem(key) : null;
      if (text) kept.push(JSON.parse(text) as KeptReport);
    }
    return kept.sort((a, b) => a.report.madeAt - b.report.madeAt);
  }

  /** @throws DOMException where the phone has no room or refuses to keep anything */
  put(kept: KeptReport): void {
    this.#storage.setItem(this.prefix + kept.report.id, JSON.stringify(kept));
  }

  remove(id: string): void {
    this.#storage.removeItem(this.prefix + id);
  }

  /** Forgets what the office has had for three days; what is still on this phone is never forgotten. */
  forgetOld(now: number): void {
    for (const { report, place } of this.all()) {
      if (place === 'office' && report.madeAt < now - KEPT_MILLIS) this.remove(report.id);
    }
  }
}
