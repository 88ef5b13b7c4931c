import type { TicketState } from '@jemput/shared/bookings/ticket';
import { zoneAbbreviation } from '@jemput/shared/calendar/time-zone';
import type { MessageKind } from '@jemput/shared/messages/message';
import {
  type MessageFacts,
  sayHours,
  sayMessage,
  sayWhen,
  wordLanguageOf,
} from '@jemput/shared/messages/message-words';
import { smsText } from '@jemput/shared/messages/sms-text';
import type { WordLanguage } from '@jemput/shared/messages/words/word-keys';
import type { Session } from '@jemput/shared/sessions/session';
import { tokenOf } from '../bookings/ticket-token.ts';
import type { tickets } from '../db/schema/bookings.ts';
import type { contacts, messages } from '../db/schema/messages.ts';
import { tellingIn } from '../feeds/session-words.ts';
import { toIcs } from '../feeds/to-ics.ts';
import type { World } from '../http/world.ts';
import type { Timetable } from '../sessions/timetable-snapshot.ts';
import { messageFacts, otherOf } from './message-facts.ts';
import type { MessagePlace, Outgoing } from './outlet.ts';

export type MessageRow = typeof messages.$inferSelect;
export type ContactRow = typeof contacts.$inferSelect;
export type TicketRow = typeof tickets.$inferSelect;

export interface Material {
  world: World;
  /** The public address, for links. */
  origin: string;
  timetable: Timetable;
  /** iCalendar texts made for this batch, by language and session. */
  calendars: Map<string, Promise<string>>;
}

const DAY_SECONDS = 86_400;
const urgentKinds: readonly MessageKind[] = ['turn_near', 'hours_before', 'offered', 'moved', 'cancelled'];
const withCalendar: readonly MessageKind[] = ['confirmed', 'drawn', 'day_before', 'moved'];
/** Await an answer: a place is kept until then. */
const askingKinds: readonly MessageKind[] = ['offered', 'cancelled', 'answer_missing'];
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
  if (ticket && kind === 'cancelled' && ticket.state === 'held' && ticket.sessionId !== message.sessionId)
    return { pointless: 'took what was offered' };
  const session = timetable.byId.get(message.sessionId ?? '')?.session;
  if (!session) return { pointless: 'what it tells of is not there any more' };
  const facts = await messageFacts(material, message, ticket, session);
  const language = wordLanguageOf(contact.language);
  const link = ticket
    ? `${origin}/antrean/${tokenOf(world.secret, 'ticket', ticket.id)}`
    : `${origin}/wilayah/${contact.areaCode ?? ''}`;
  const millisLeft = (message.uselessAt ?? Number.POSITIVE_INFINITY) - world.now();
  const calendar =
    channel === 'email' && ticket && withCalendar.includes(kind) ? await calendarOf(material, session, language) : null;
  return {
    id,
    channel,
    kind,
    address,
    language,
    ...sayMessage(kind, language, facts),
    sms: smsText(kind, language, facts, link),
    link,
    reason: reasonOf(kind, session),
    place: ticket ? mailPlace(material, message, ticket, { session, facts, language }) : null,
    calendar,
    ttlSeconds: Math.max(60, Math.min(DAY_SECONDS, Math.round(millisLeft / 1000))),
    urgent: urgentKinds.includes(kind),
  };
}

/**
 * Where and when, for mails: of a cancelled session what is kept in its stead, with the deadline, and nothing where there is no such place.
 */
function mailPlace(
  { world, timetable }: Material,
  message: MessageRow,
  ticket: TicketRow,
  { session, facts, language }: { session: Session; facts: MessageFacts; language: WordLanguage },
): MessagePlace | null {
  const { kind } = message;
  const fellAway = kind === 'cancelled';
  if (fellAway && facts.waitingPlace !== null) return null;
  const there = fellAway ? timetable.byId.get(otherOf(message, ticket) ?? '')?.session : session;
  if (!there) return null;
  const window = kind === 'offered' ? facts.when : (facts.other?.when ?? null);
  const asked = askingKinds.includes(kind);
  return {
    name: placeOf(there),
    hours: hoursSaid(there, language, world.zone),
    come: asked && window ? `${sayWhen({ ...window, time: null }, language)}, ${sayHours(window, language)}` : null,
    answerBy: asked && facts.until ? sayWhen(facts.until, language) : null,
  };
}

/** The planner's published words for what changed. */
function reasonOf(kind: MessageKind, { changes }: Session): string | null {
  if (kind !== 'moved' && kind !== 'cancelled') return null;
  const isNews = (what: string) => what === kind || (kind === 'moved' && what === 'hours');
  return changes.findLast(({ what }) => isNews(what))?.reason || null;
}

function placeOf({ venue }: Session): string {
  return [venue.name, venue.address].filter(Boolean).join(', ');
}

/** `Sab 21 Nov, 16.00–21.00 WIB` */
function hoursSaid({ date, startsAt, endsAt }: Session, language: WordLanguage, zone: string): string {
  const hours = `${startsAt.slice(11, 16)}–${endsAt.slice(11, 16)}`;
  const day = sayWhen({ date, time: null }, language);
  return `${day}, ${language === 'en' ? hours : hours.replaceAll(':', '.')} ${zoneAbbreviation(zone)}`;
}

function calendarOf({ world, origin, calendars }: Material, session: Session, language: WordLanguage): Promise<string> {
  const key = `${language} ${session.id}`;
  const known = calendars.get(key);
  if (known) return known;
  const path = `/feeds/sessions/${session.id}.ics`;
  const made = tellingIn({ ...world, actor: null }, language).then((telling) =>
    [...toIcs([session], { name: 'Jemput', origin, path, telling })].join(''),
  );
  calendars.set(key, made);
  return made;
}
