import type { Server, ServerOptions, ServerResponse } from 'node:http';

/** In milliseconds, but for `headerBytes`. */
export interface LineLimits {
  /** For the head of a request. */
  headers: number;
  /** For a whole request: a spreadsheet of 20 MB on a line of 100 kB/s takes 200 s. */
  request: number;
  /** Without a byte read or written, for a reader who does not take what is sent and for lines where nothing is asked. */
  stalled: number;
  /** Between two requests of one line. */
  idle: number;
  headerBytes: number;
}

export const LINE_LIMITS: LineLimits = {
  headers: 10_000,
  request: 300_000,
  stalled: 30_000,
  idle: 10_000,
  headerBytes: 16_384,
};

export function serverOptions({ headers, request, idle, headerBytes }: LineLimits): ServerOptions {
  return {
    headersTimeout: headers,
    requestTimeout: request,
    keepAliveTimeout: idle,
    maxHeaderSize: headerBytes,
    connectionsCheckingInterval: Math.min(2000, headers),
  };
}

/** Closes lines on which nothing moves; one on which an answer is being made is left alone by `sparePatient`. */
export function dropStalled(server: Server, { stalled }: LineLimits): void {
  server.setTimeout(stalled);
}

/** An answer may take longer to make than a reader may take to read, and an event stream is silent for hours. */
export function sparePatient(response: ServerResponse): void {
  response.on('timeout', (socket) => {
    if (socket.writableLength > 0) socket.destroy();
  });
}
