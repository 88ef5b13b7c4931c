import type { RequestHandler } from './$types';

/** What the protocol allows in one file. */
const MOST_ADDRESSES = 50_000;

/** Pages that stay: sessions come and go, and are found from these. */
export const GET: RequestHandler = async ({ url, locals: { api } }) => {
  const [areas, venues] = await Promise.all([api.places.listAreas({ level: 'village' }), api.places.listVenues()]);
  const paths = [
    '/',
    '/data',
    '/cek',
    ...areas.map(({ code }) => `/wilayah/${code}`),
    ...venues.map(({ id }) => `/lokasi/${encodeURIComponent(id)}`),
  ];
  const text = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ...paths.slice(0, MOST_ADDRESSES).map((path) => `<url><loc>${url.origin}${path}</loc></url>`),
    '</urlset>',
  ].join('\n');
  return new Response(`${text}\n`, { headers: { 'content-type': 'application/xml; charset=utf-8' } });
};
