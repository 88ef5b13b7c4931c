import { orNotFound } from '../../../missing-page.ts';
import type { RequestHandler } from './$types';

/** The session's check code as a square for a camera, for the page on paper. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const code = await orNotFound(locals.api.share.code({ id: params.id }));
  const { path, size } = await locals.api.share.qr({ text: `${url.origin}/cek?kode=${code}` });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><path d="${path}"/></svg>`;
  return new Response(svg, { headers: { 'content-type': 'image/svg+xml', 'cache-control': 'no-cache' } });
};
