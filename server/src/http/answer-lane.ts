import type { IncomingMessage, ServerResponse } from 'node:http';
import { acceptedEncoding } from './accepted-encoding.ts';
import type { CapturedAnswer } from './captured-response.ts';
import { FairQueue } from './fair-queue.ts';
import { KeptAnswer, KeptAnswers } from './kept-answers.ts';
import { isSignedIn, languageOf, type PublicReading, readingOf } from './public-reading.ts';
import { etagOf, give, giveRefusal, giveTooLarge, mayBeKept, readyAnswer } from './ready-answer.ts';
import { type Rendered, Rendering } from './rendering.ts';
import type { SourceWatch } from './source-watch.ts';

/** From memory; from memory while a new one is made; made, for one or many who wait for it; refused. */
export type Outcome = 'kept' | 'stale' | 'made' | 'refused';

export interface LaneFigures {
  /** Reads so far. */
  reads: Record<PublicReading['route'], Record<Outcome, number>>;
  renderings: number;
  /** Renderings that wait for their turn. */
  waiting: number;
  answers: number;
  bytes: number;
}

export interface LaneParts {
  watch: SourceWatch;
  /** Makes what everybody who reads the language gets. */
  renderForAll(reading: PublicReading): Promise<CapturedAnswer>;
  /** Makes what this reader alone gets. @param body of a question asked by POST */
  renderFor(request: IncomingMessage, body?: Buffer): Promise<CapturedAnswer>;
  kept?: KeptAnswers;
  queue?: FairQueue;
}

/** Where too much is asked, a copy that was true so lately is better than none; it says itself when it was checked. */
const LAST_RESORT_MILLIS = 60_000;
/** A form with 20,000 characters, each of which may take nine bytes. */
const MOST_BODY_BYTES = 200_000;

/**
 * Every read of what is public. Kept answers are given at once and to any number; what must be made is made once for all
 * who ask, in the turns of FairQueue.
 *
 * After a write of this process answers are made on demand, so that whoever published sees it. After one of another
 * process, or when an hour comes at which something else is true, the answer before is given while the new one is made,
 * for at most two seconds after the change: so nobody in a rush waits.
 */
export class AnswerLane {
  readonly #parts: LaneParts;
  readonly #watch: SourceWatch;
  readonly #kept: KeptAnswers;
  readonly #queue: FairQueue;
  /** By key: of what is being made for all. */
  readonly #renderings = new Map<string, Rendering>();
  readonly #reads: LaneFigures['reads'];
  #rendered = 0;

  constructor(parts: LaneParts) {
    this.#parts = parts;
    this.#watch = parts.watch;
    this.#kept = parts.kept ?? new KeptAnswers();
    this.#queue = parts.queue ?? new FairQueue();
    const none = () => ({ kept: 0, stale: 0, made: 0, refused: 0 });
    this.#reads = { page: none(), api: none(), feeds: none() };
  }

  figures(): LaneFigures {
    const { size: answers, bytes } = this.#kept;
    return { reads: this.#reads, renderings: this.#rendered, waiting: this.#queue.size, answers, bytes };
  }

  /** The way of nearly all reads: false, and nothing done, where it cannot be answered from memory alone. */
  giveKept(request: IncomingMessage, response: ServerResponse): boolean {
    const { method, headers } = request;
    if ((method !== 'GET' && method !== 'HEAD') || isSignedIn(request)) return false;
    const answer = this.#keptFor(request);
    const ready = answer?.ready[acceptedEncoding(headers['accept-encoding'])];
    if (!answer || !ready) return false;
    const at = performance.now();
    if (this.#watch.known(at) !== answer.version) return false;
    answer.trueAt = at;
    this.#reads[answer.route].kept++;
    give(request, response, ready);
    return true;
  }

  /** By its address as it stands, or without what no page reads. */
  #keptFor(request: IncomingMessage): KeptAnswer | undefined {
    const { url = '/', headers } = request;
    const known = this.#kept.get(keyOf(languageOf(headers.cookie), url));
    if (known || !url.includes('?')) return known;
    const reading = readingOf(request);
    return reading ? this.#kept.get(keyOf(reading.language, reading.url)) : undefined;
  }

  /** Any other read of a public path. @param address whose turn it takes where something must be made */
  async read(request: IncomingMessage, response: ServerResponse, address: string): Promise<void> {
    const reading = readingOf(request);
    if (!reading) return this.#readAlone(request, response, { address });
    const key = keyOf(reading.language, reading.url);
    const reads = this.#reads[reading.route];
    const version = await this.#watch.refresh().catch(() => null);
    const known = this.#kept.get(key);
    if (known && known.version === version) {
      reads.kept++;
      known.trueAt = performance.now();
      return give(request, response, await known.in(encodingFor(request)));
    }
    const rendering = this.#renderingOf(key, reading, version);
    if (known && known.version + 1 === version && performance.now() < this.#watch.staleUntil) {
      rendering.join();
      this.#queue.add(address, rendering);
      reads.stale++;
      return give(request, response, await known.in(encodingFor(request)));
    }
    const rendered = await this.#wait(rendering, response, address);
    return this.#giveRendered(request, response, { rendered, reads, ...(known ? { known } : {}) });
  }

  /** A question that changes nothing though it comes by POST: a text that goes round, whether it is true. */
  async ask(request: IncomingMessage, response: ServerResponse, address: string): Promise<void> {
    const body = await bodyOf(request);
    if (body) return this.#readAlone(request, response, { address, body });
    giveTooLarge(response, MOST_BODY_BYTES);
  }

  async #readAlone(
    request: IncomingMessage,
    response: ServerResponse,
    { address, body }: { address: string; body?: Buffer },
  ): Promise<void> {
    const rendering = new Rendering(null, async () => ({ once: await this.#parts.renderFor(request, body) }));
    const rendered = await this.#wait(rendering, response, address);
    return this.#giveRendered(request, response, { rendered, reads: this.#reads.page });
  }

  #renderingOf(key: string, reading: PublicReading, version: number | null): Rendering {
    const underWay = this.#renderings.get(key);
    if (underWay && underWay.version === version) return underWay;
    const rendering = new Rendering(version, () => this.#make(key, reading, version));
    this.#renderings.set(key, rendering);
    const forget = () => {
      if (this.#renderings.get(key) === rendering) this.#renderings.delete(key);
    };
    rendering.done.then(forget, forget);
    return rendering;
  }

  async #make(key: string, reading: PublicReading, version: number | null): Promise<Rendered> {
    this.#rendered++;
    const answer = await this.#parts.renderForAll(reading);
    if (version === null || !mayBeKept(answer)) return { once: answer };
    const etag = await etagOf(answer);
    const kept = new KeptAnswer(answer, { version, route: reading.route, etag, at: performance.now() });
    const newest = this.#kept.get(key)?.version ?? -1;
    if (newest <= version) this.#kept.set(key, kept);
    return { kept };
  }

  /** Never settles for a reader who went away while nobody else waited. */
  #wait(rendering: Rendering, response: ServerResponse, address: string): Promise<Rendered> {
    rendering.join();
    response.once('close', () => rendering.leave());
    this.#queue.add(address, rendering);
    return rendering.done;
  }

  async #giveRendered(
    request: IncomingMessage,
    response: ServerResponse,
    { rendered, known, reads }: { rendered: Rendered; known?: KeptAnswer; reads: Record<Outcome, number> },
  ): Promise<void> {
    const encoding = encodingFor(request);
    if (rendered !== 'refused') {
      reads.made++;
      if ('kept' in rendered) return give(request, response, await rendered.kept.in(encoding));
      return give(request, response, await readyAnswer(rendered.once, encoding, await etagOf(rendered.once)));
    }
    if (known && performance.now() - known.trueAt < LAST_RESORT_MILLIS) {
      reads.stale++;
      return give(request, response, await known.in(encoding));
    }
    reads.refused++;
    giveRefusal(response);
  }
}

/** Read whole before it takes its turn, so that a slow line holds up nobody; null where it is too large. */
async function bodyOf(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > MOST_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function keyOf(language: string, url: string): string {
  return `${language} ${url}`;
}

function encodingFor({ headers }: IncomingMessage) {
  return acceptedEncoding(headers['accept-encoding']);
}
