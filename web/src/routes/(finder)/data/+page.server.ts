import type { PageServerLoad } from './$types';
import { dataset } from './dataset.ts';
import { examples, filledIn } from './examples.ts';

export const load: PageServerLoad = async ({ locals, parent, url: { origin } }) => {
  const { office } = await parent();
  const { seq, checkedAt, sessions } = await locals.api.sessions.find({ limit: 1 });
  return {
    seq,
    checkedAt,
    /** Of an area that has sessions. */
    areaCode: sessions[0]?.venue.area.code ?? office.regencyCode,
    origin,
    examples: examples.map((example) => ({ name: example.name, ...filledIn(example, origin) })),
    dataset: dataset(office.name, origin),
  };
};
