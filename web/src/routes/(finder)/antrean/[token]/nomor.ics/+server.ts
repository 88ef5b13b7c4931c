import { m } from '#lib/paraglide/messages.js';
import { orNotFound } from '../../../missing-page.ts';
import type { RequestHandler } from './$types';
import { ticketCalendar } from './ticket-calendar.ts';

export const GET: RequestHandler = async ({ locals: { api }, params: { token }, url }) => {
  const [view, office] = await Promise.all([orNotFound(api.bookings.ticket({ token })), api.places.office()]);
  const { venue, id } = view.session;
  const what = view.session.service === 'printing' ? m.ticket_service_printing() : m.ticket_calendar_recording();
  const words = {
    summary: [view.label, what, venue.name].filter(Boolean).join(' · '),
    description: `${m.ticket_mine_come_hint()}\n${m.finder_free()}`,
    url: `${url.origin}/jadwal/${id}`,
  };
  return new Response(ticketCalendar(view, words, office.now), {
    headers: {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': 'attachment; filename="nomor-antrean.ics"',
      'Cache-Control': 'no-store',
      'X-Robots-Tag': 'noindex',
    },
  });
};
