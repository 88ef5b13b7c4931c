/** What everybody may read from a page of any site. */
const openPath = /^\/(api\/v1|feeds)\//;

export function isOpenToAll(path: string): boolean {
  return openPath.test(path);
}

/** Of an answer's headers, those that a page of another site may read beside its type and its language. */
export const EXPOSED_HEADERS = ['ETag', 'Age', 'Retry-After', 'X-Request-Id'];

/** For an answer that is made before the API is asked: without it a page of another site is not told even why not. */
export const OPEN_HEADERS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': EXPOSED_HEADERS.join(','),
};
