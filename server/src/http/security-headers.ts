import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet from 'helmet';
import { isOpenToAll } from './open-to-all.ts';
import { isApiPath } from './request-route.ts';

/** What helmet sets for browsers that show a page, and says nothing to whoever reads data: bytes of each of a million answers. */
const ofPagesAlone = [
  'X-Download-Options',
  'X-Permitted-Cross-Domain-Policies',
  'X-XSS-Protection',
  'X-DNS-Prefetch-Control',
];

/**
 * Headers of every answer. Pages bring their own content security policy with hashes (web/vite.config.ts); the API
 * needs nothing of a browser. `same-origin` referrers, as with none a browser posts forms with `Origin: null`.
 */
export function securityHeaders(
  origin: URL,
): (request: IncomingMessage, response: ServerResponse, path: string) => void {
  const common = helmet({
    contentSecurityPolicy: false,
    crossOriginResourcePolicy: false,
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: origin.protocol === 'https:' ? { maxAge: 31_536_000 } : false,
    xFrameOptions: { action: 'deny' },
  });
  return (request, response, path) => {
    common(request, response, () => {});
    response.setHeader('Permissions-Policy', 'geolocation=(self), camera=(), microphone=(), payment=()');
    response.setHeader('Cross-Origin-Resource-Policy', isOpenToAll(path) ? 'cross-origin' : 'same-origin');
    if (isApiPath(path)) {
      response.setHeader('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'");
      for (const name of ofPagesAlone) response.removeHeader(name);
    }
  };
}
