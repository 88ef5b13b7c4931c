import type { IncomingMessage } from 'node:http';
import { CLIENT_ADDRESS_HEADER } from '../auth/sign-in.ts';

const spoofable = ['x-forwarded-for', 'x-forwarded-host', 'x-forwarded-port', 'forwarded', 'x-real-ip'];

function firstValue(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}

/** The nearest proxy appends the address it saw, so the last one is the only one it vouches for. */
function forwardedAddress(header: string | string[] | undefined): string | undefined {
  const last = Array.isArray(header) ? header.at(-1) : header;
  return last?.split(',').at(-1)?.trim() || undefined;
}

function protocolOf(request: IncomingMessage, origin: URL, trustProxy: boolean): string {
  const forwarded = firstValue(request.headers['x-forwarded-proto']);
  if (trustProxy && (forwarded === 'http' || forwarded === 'https')) return forwarded;
  return request.headers.host === origin.host ? origin.protocol.slice(0, -1) : 'http';
}

/**
 * Overwrites what a client could have made up about its address and protocol.
 *
 * @returns the client's address, also set as CLIENT_ADDRESS_HEADER
 */
export function settleClient(request: IncomingMessage, origin: URL, trustProxy: boolean): string {
  const forwarded = trustProxy ? forwardedAddress(request.headers['x-forwarded-for']) : undefined;
  const address = (forwarded ?? request.socket.remoteAddress ?? 'unknown').replace(/^::ffff:/, '');
  const protocol = protocolOf(request, origin, trustProxy);
  for (const name of spoofable) delete request.headers[name];
  const settled = { 'x-forwarded-proto': protocol, [CLIENT_ADDRESS_HEADER]: address };
  Object.assign(request.headers, settled);
  settleRaw(request, settled);
  return address;
}

/** Whoever copies a request reads its raw headers. */
function settleRaw({ rawHeaders }: IncomingMessage, settled: Record<string, string>): void {
  for (let at = rawHeaders.length - 2; at >= 0; at -= 2) {
    const name = rawHeaders[at]?.toLowerCase() ?? '';
    if (name in settled || spoofable.includes(name)) rawHeaders.splice(at, 2);
  }
  rawHeaders.push(...Object.entries(settled).flat());
}
