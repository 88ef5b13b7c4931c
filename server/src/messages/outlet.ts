import type { Channel, MessageKind } from '@jemput/shared/messages/message';
import type { WordLanguage } from '@jemput/shared/messages/words/word-keys';

export interface MessagePlace {
  name: string;
  hours: string;
  come: string | null;
  answerBy: string | null;
}

/** A message in its reader's words, ready to leave. */
export interface Outgoing {
  /** Idempotency key: the same message again has the same, and is shown once. */
  id: string;
  channel: Channel;
  kind: MessageKind;
  /** Opened for this moment only; never logged. */
  address: string;
  language: WordLanguage;
  title: string;
  text: string;
  /** The whole as one SMS. */
  sms: string;
  link: string;
  /** Why the office changed what was promised, in its published words, for mails. */
  reason: string | null;
  /** Where and when, for mails; with an offer, when to come there and until when to answer. */
  place: MessagePlace | null;
  /** iCalendar text of the session, without anything personal. */
  calendar: string | null;
  /** Seconds for which it is of use. */
  ttlSeconds: number;
  /** Of use within minutes. */
  urgent: boolean;
}

/**
 * What became of a message. `retry` may be the channel's trouble (`down`: others need not try now) or the message's; `refused` will not
 * go better later; `gone`: the address is no more and is forgotten. `why` never has an address in it.
 */
export type Delivery =
  | { outcome: 'sent'; reference?: string; cost?: number }
  | { outcome: 'retry'; why: string; down?: boolean; afterMillis?: number }
  | { outcome: 'refused' | 'gone'; why: string };

/** One way out. A new one is a file with this and a line in outlets.ts. */
export interface Outlet {
  /** Messages under way at once. */
  concurrency: number;
  /** Answers within its own time limits; throws never. */
  send(message: Outgoing): Promise<Delivery>;
  close(): void;
}

export type Outlets = Partial<Record<Channel, Outlet>>;
