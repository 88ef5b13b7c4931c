import type { Encoding } from './accepted-encoding.ts';
import type { CapturedAnswer } from './captured-response.ts';
import type { PublicReading } from './public-reading.ts';
import { type ReadyAnswer, readyAnswer } from './ready-answer.ts';

const MOST_BYTES = 64_000_000;
/** For headers and the entry itself. */
const OVERHEAD_BYTES = 4000;
/** With gzip and Brotli beside the plain text: measured on pages, feeds and JSON. */
const PACKED_TOO = 1.4;

/** One answer in the encodings that were asked for. */
export class KeptAnswer {
  /** Of SourceWatch, from which it was made. */
  readonly version: number;
  readonly route: PublicReading['route'];
  readonly bytes: number;
  /** `performance.now()` when it was last known to be true. */
  trueAt: number;
  readonly ready: { [encoding in Encoding]?: ReadyAnswer } = {};
  readonly #packing: { [encoding in Encoding]?: Promise<ReadyAnswer> } = {};
  readonly #answer: CapturedAnswer;
  readonly #etag: string | null;

  constructor(
    answer: CapturedAnswer,
    of: { version: number; route: PublicReading['route']; etag: string | null; at: number },
  ) {
    this.version = of.version;
    this.route = of.route;
    this.trueAt = of.at;
    this.bytes = answer.body.length * PACKED_TOO + OVERHEAD_BYTES;
    this.#answer = answer;
    this.#etag = of.etag;
  }

  /** Packs it where nobody has yet asked for the encoding. */
  async in(encoding: Encoding): Promise<ReadyAnswer> {
    this.#packing[encoding] ??= readyAnswer(this.#answer, encoding, this.#etag);
    const packed = await this.#packing[encoding];
    this.ready[encoding] = packed;
    return packed;
  }
}

/** All answers that everybody gets, by language and address; what was not asked for longest goes first. */
export class KeptAnswers {
  readonly #byKey = new Map<string, KeptAnswer>();
  readonly #mostBytes: number;
  #bytes = 0;

  constructor(mostBytes: number = MOST_BYTES) {
    this.#mostBytes = mostBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get size(): number {
    return this.#byKey.size;
  }

  get(key: string): KeptAnswer | undefined {
    return this.#byKey.get(key);
  }

  set(key: string, answer: KeptAnswer): void {
    this.#remove(key);
    this.#byKey.set(key, answer);
    this.#bytes += answer.bytes;
    if (this.#bytes > this.#mostBytes) this.#shrink();
  }

  #remove(key: string): void {
    this.#bytes -= this.#byKey.get(key)?.bytes ?? 0;
    this.#byKey.delete(key);
  }

  /** To seven eighths at once, so that it is rare. */
  #shrink(): void {
    const oldestFirst = [...this.#byKey].toSorted(([, one], [, other]) => one.trueAt - other.trueAt);
    for (const [key] of oldestFirst) {
      if (this.#bytes <= (this.#mostBytes * 7) / 8) return;
      this.#remove(key);
    }
  }
}
