/** What public answers are made from; as long as it is the same one and `until` lies ahead, they say the same. */
export interface AnswerSource {
  timetable: object;
  /** Unix milliseconds of the office's clock: when something that is said changes though nobody writes. */
  until: number;
  /** Unix milliseconds since which the database cannot be read; null where it can. */
  outageSince: number | null;
}

export interface SourceWatchParts {
  ask(): Promise<AnswerSource>;
  /** How often this process has written so far. */
  commits(): number;
  /** Unix milliseconds of the office's clock. */
  now(): number;
}

/** Other processes' writes are looked for this often, which costs a rush nothing. */
const ASK_AGAIN_MILLIS = 250;
/** Where an answer about the source takes long, what it said last is believed for this long. */
const BELIEVED_MILLIS = 1000;
/** No answer is given that was wrong for longer than this. */
const STALE_MILLIS = 2000;
const PATIENCE_MILLIS = 100;

interface Asking {
  began: number;
  commits: number;
  done: Promise<void>;
}

/**
 * Numbers the states of the source: an answer made from the number now in force is true. Instants are milliseconds of
 * `performance.now()`.
 */
export class SourceWatch {
  readonly #parts: SourceWatchParts;
  #source: AnswerSource | undefined;
  #version = 0;
  #askedAt = Number.NEGATIVE_INFINITY;
  #commitsSeen = -1;
  #staleUntil = Number.NEGATIVE_INFINITY;
  #asking: Asking | undefined;

  constructor(parts: SourceWatchParts) {
    this.#parts = parts;
  }

  /** The number in force; null where it must be asked for, by `refresh`. */
  known(at: number): number | null {
    if (at - this.#askedAt > ASK_AGAIN_MILLIS || !this.#isBelievable()) return null;
    return this.#version;
  }

  /** Until when answers of the number before may still be given: never after a write of this process. */
  get staleUntil(): number {
    return this.#staleUntil;
  }

  /** The number in force, asked for where it is not known. @throws where the source cannot be read */
  async refresh(): Promise<number> {
    const known = this.known(performance.now());
    if (known !== null) return known;
    const commits = this.#parts.commits();
    const asking = this.#asking?.commits === commits ? this.#asking : this.#ask(commits);
    await Promise.race([asking.done, new Promise((resolve) => setTimeout(resolve, PATIENCE_MILLIS).unref())]);
    if (performance.now() - this.#askedAt > BELIEVED_MILLIS || !this.#isBelievable()) await asking.done;
    return this.#version;
  }

  #isBelievable(): boolean {
    const { commits, now } = this.#parts;
    return this.#source !== undefined && this.#commitsSeen === commits() && now() < this.#source.until;
  }

  #ask(commits: number): Asking {
    const began = performance.now();
    const done = this.#parts.ask().then((source) => this.#settle(source, began, commits));
    const asking = { began, commits, done };
    this.#asking = asking;
    const forget = () => {
      if (this.#asking === asking) this.#asking = undefined;
    };
    done.then(forget, forget);
    return asking;
  }

  #settle(source: AnswerSource, began: number, commits: number): void {
    if (began < this.#askedAt) return;
    const before = this.#source;
    const changed =
      before?.timetable !== source.timetable ||
      before.outageSince !== source.outageSince ||
      before.until <= this.#parts.now();
    if (changed) {
      this.#version++;
      // What was asked before this one was still true, so the change is younger than that.
      this.#staleUntil = commits === this.#commitsSeen ? this.#askedAt + STALE_MILLIS : Number.NEGATIVE_INFINITY;
    }
    this.#source = source;
    this.#askedAt = began;
    this.#commitsSeen = commits;
  }
}
