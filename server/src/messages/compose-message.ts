import { type TicketState, ticketLabel } from '@jemput/shared/bookings/ticket';
import { localDateAt, localTimeAt, zoneAbbreviation } from '@jemput/shared/calendar/time-zone';
import type { MessageKind } from '@jemput/shared/messages/message';
import {
  type MessageFacts,
  sayMessage,
  sayWhen,
  type When,
  wordLanguageOf,
} from '@jemput/shared/messages/message-words';
import { smsText } from '@jemput/shared/messages/sms-text';
import type { WordLanguage } from '@jemput/shared/messages/words/word-keys';
import type { Session } from '@jemput/shared/sessions/session';
import { tokenOf } from '../bookings/ticket-token.ts';
import type { tickets } from '../db/schema/bookings.ts';
import type { contacts, messages } from '../db/schema/messages.ts';
import { formerNames } from '../feeds/session-words.ts';
import { toIcs } from '../feeds/to-ics.ts';
import type { World } from '../http/world.ts';
import type { Timetable } from '../sessions/timetable-snapshot.ts';
import type { Outgoing } from './outlet.ts';

export type MessageRow = typeof messages.$inferSelect;
export type ContactRow = typeof contacts.$inferSelect;
export type TicketRow = typeof tickets.$inferSelect;

export interface Material {
  world: World;
  /** The public address, for links. */
  origin: string;
  timetable: Timetable;
  /** iCalendar texts made for this batch, by session. */
  calendars: Map<string, Promise<string>>;
}

const DAY_SECONDS = 86_400;
const FIVE_MINUTES = 300_000;
const urgentKinds: readonly MessageKind[] = ['turn_near', 'hours_before', 'offered', 'moved', 'cancelled'];
const withCalendar: readonly MessageKind[] = ['confirmed', 'drawn', 'day_before', 'moved', 'cancelled'];
/** Of no use to whoever has no number there any more. */
const ofNumber: readonly MessageKind[] = ['day_before', 'hours_before', 'turn_near'];
const stillComing: readonly TicketState[] = ['held', 'parked'];
/** Of no use to whoever goes elsewhere by now. */
const ofSession: readonly MessageKind[] = [...ofNumber, 'confirmed', 'drawn', 'moved', 'offered'];

/** In its reader's words of now. A text says why there is nothing to say any more. */
export async function composeMessage(
  material: Material,
  message: MessageRow,
  contact: ContactRow,
  ticket: TicketRow | undefined,
): Promise<Outgoing | { pointless: string }> {
  const { world, origin, timetable } = material;
  const { id, kind, channel } = message;
  const address = world.keys.open(contact.sealed);
  if (address === null) return { pointless: 'its key is destroyed' };
  if (ticket && ofNumber.includes(kind) && !stillComing.includes(ticket.state))
    return { pointless: 'no number any more' };
  if (ticket && ofSession.includes(kind) && ticket.sessionId !== message.sessionId)
    return { pointless: 'goes elsewhere now' };
  const session = timetable.byId.get(message.sessionId ?? '')?.session;
  const facts = factsOf(material, message, ticket, session);
  if (!facts) return { pointless: 'what it tells of is not there any more' };
  const language = wordLanguageOf(contact.language);
  const link = ticket
    ? `${origin}/antrean/${tokenOf(world.secret, 'ticket', ticket.id)}`
    : `${origin}/wilayah/${contact.areaCode ?? ''}`;
  const millisLeft = (message.uselessAt ?? Number.POSITIVE_INFINITY) - world.now();
  const calendar =
    channel === 'email' && session && ticket && withCalendar.includes(kind)
      ? await calendarOf(material, session)
      : null;
  return {
    id,
    channel,
    kind,
    address,
    language,
    ...sayMessage(kind, language, facts),
    sms: smsText(kind, language, facts, link),
    link,
    place: session && ticket ? { name: placeOf(session), hours: hoursOf(session, language, world.zone) } : null,
    calendar,
    ttlSeconds: Math.max(60, Math.min(DAY_SECONDS, Math.round(millisLeft / 1000))),
    urgent: urgentKinds.includes(kind),
  };
}

function factsOf(
  { world: { zone }, timetable }: Material,
  { facts, sessionId }: MessageRow,
  ticket: TicketRow | undefined,
  session: Session | undefined,
): MessageFacts | null {
  if (!session) return null;
  const here = ticket?.sessionId === sessionId ? ticket : undefined;
  const offered = timetable.byId.get(textOf(facts.offeredSessionId) ?? ticket?.offeredSessionId ?? '')?.session;
  const at = numberOf(facts.at) ?? here?.placeAt ?? null;
  const until = numberOf(facts.answerBy) ?? ticket?.answerBy ?? null;
  const { series, number } = here ?? { series: null, number: null };
  return {
    label: series && number !== null ? ticketLabel({ series, number }) : null,
    venue: session.venue.name,
    when: at === null ? startOf(session) : whenAt(at, zone),
    until: until === null ? null : whenAt(until, zone),
    other: offered ? { venue: offered.venue.name, when: startOf(offered) } : null,
    area: textOf(facts.area),
    count: numberOf(facts.count),
    waiting: ticket?.state === 'waiting_list',
  };
}

function textOf(fact: string | number | null | undefined): string | null {
  return typeof fact === 'string' ? fact : null;
}

function numberOf(fact: string | number | null | undefined): number | null {
  return typeof fact === 'number' ? fact : null;
}

function startOf({ date, startsAt }: Session): When {
  return { date, time: startsAt.slice(11, 16) };
}

/** To the five minutes before: nobody is asked to come to the second. */
function whenAt(millis: number, zone: string): When {
  const at = Math.floor(millis / FIVE_MINUTES) * FIVE_MINUTES;
  return { date: localDateAt(at, zone), time: localTimeAt(at, zone) };
}

function placeOf({ venue }: Session): string {
  return [venue.name, venue.address].filter(Boolean).join(', ');
}

/** `Sab 21 Nov, 16.00–21.00 WIB` */
function hoursOf({ date, startsAt, endsAt }: Session, language: WordLanguage, zone: string): string {
  const hours = `${startsAt.slice(11, 16)}–${endsAt.slice(11, 16)}`;
  const day = sayWhen({ date, time: null }, language);
  return `${day}, ${language === 'en' ? hours : hours.replaceAll(':', '.')} ${zoneAbbreviation(zone)}`;
}

function calendarOf({ world, origin, calendars }: Material, session: Session): Promise<string> {
  const known = calendars.get(session.id);
  if (known) return known;
  const path = `/jadwal/${session.id}`;
  const made = formerNames({ ...world, actor: null }).then((former) =>
    toIcs([session], { name: 'Jemput', zone: world.zone, origin, path, former }),
  );
  calendars.set(session.id, made);
  return made;
}
