import { greatCircleKm } from '@jemput/shared/places/distance';
import { readGazetteer } from '#lib/timetable/read-gazetteer.ts';
import { pointOf } from '../../asked.ts';
import { orNotFound } from '../../missing-page.ts';
import { quieterPartOf } from '../../quieter-hour.ts';
import type { PageServerLoad } from './$types';
import { eventData } from './event-data.ts';

export const load: PageServerLoad = async ({ locals, params, parent, url }) => {
  const { office } = await parent();
  const { session, alternatives } = await orNotFound(locals.api.sessions.get({ id: params.id }));
  const [gazetteer, code] = await Promise.all([
    readGazetteer(locals.api, office, [session]),
    locals.api.share.code({ id: params.id }),
  ]);
  const near = url.searchParams.get('dekat') ?? '';
  const from = pointOf(near);
  const address = `${url.origin}/jadwal/${session.id}`;
  return {
    session,
    alternatives,
    gazetteer,
    code,
    quieter: quieterPartOf(session, office.now),
    distanceM: from ? greatCircleKm(from, session.venue) * 1000 : null,
    address,
    near: from ? near : '',
    event: eventData(session, office, address),
  };
};
