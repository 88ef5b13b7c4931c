import type { RequestHandler } from './$types';

/** What is nobody's business to find by searching: staff's pages, and pages that belong to one person. */
const closed = ['/rencana', '/petugas', '/masuk', '/antrean', '/layar', '/api/trpc', '/api/auth'];

export const GET: RequestHandler = ({ url }) => {
  const lines = ['User-agent: *', ...closed.map((path) => `Disallow: ${path}`), `Sitemap: ${url.origin}/sitemap.xml`];
  return new Response(`${lines.join('\n')}\n`, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
};
