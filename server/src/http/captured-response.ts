import { IncomingMessage, type OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { Socket } from 'node:net';

/** An answer in memory, not yet on its way to anybody. */
export interface CapturedAnswer {
  status: number;
  headers: OutgoingHttpHeaders;
  body: Buffer;
}

type Handler = (request: IncomingMessage, response: ServerResponse) => unknown;

class CapturedResponse extends ServerResponse {
  readonly #chunks: Buffer[] = [];

  override write(chunk: unknown, encoding?: unknown, callback?: unknown): boolean {
    this.#keep(chunk, encoding);
    const done = typeof encoding === 'function' ? encoding : callback;
    if (typeof done === 'function') done();
    return true;
  }

  override end(chunk?: unknown, encoding?: unknown): this {
    if (this.writableEnded) return this;
    this.#keep(chunk, encoding);
    super.end();
    this.emit('finish');
    this.emit('close');
    return this;
  }

  #keep(chunk: unknown, encoding: unknown): void {
    if (typeof chunk === 'string') this.#chunks.push(Buffer.from(chunk, (encoding as BufferEncoding) || 'utf8'));
    else if (chunk instanceof Uint8Array) this.#chunks.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length));
  }

  captured(): CapturedAnswer {
    const [first] = this.#chunks;
    // A feed of a whole country is not copied.
    const body = first && this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks);
    return { status: this.statusCode, headers: this.getHeaders(), body };
  }
}

export interface CapturedQuestion {
  url: string;
  headers: Record<string, string>;
  /** Of a POST. */
  body?: Buffer | undefined;
}

/** Asks a listener of node:http without a connection, so that no reader's line decides how long an answer is made. */
export function capture(handler: Handler, { url, headers, body }: CapturedQuestion): Promise<CapturedAnswer> {
  const request = new IncomingMessage(new Socket());
  request.method = body ? 'POST' : 'GET';
  request.url = url;
  request.httpVersion = '1.1';
  request.httpVersionMajor = 1;
  request.httpVersionMinor = 1;
  request.headers = headers;
  request.rawHeaders = Object.entries(headers).flat();
  request.complete = true;
  if (body) request.push(body);
  request.push(null);
  const response = new CapturedResponse(request);
  return new Promise((resolve, reject) => {
    response.once('finish', () => resolve(response.captured()));
    response.once('error', reject);
    try {
      Promise.resolve(handler(request, response)).catch(reject);
    } catch (error) {
      reject(error);
    }
  });
}
