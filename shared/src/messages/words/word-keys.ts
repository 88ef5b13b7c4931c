import type { MessageKind } from '../message.ts';

/** What is said: a message's kind, told apart where one kind has two meanings. */
export type WordKey = MessageKind | 'waiting' | 'cancelled_with_offer' | 'cancelled_waiting';

export const wordLanguages = ['id', 'en', 'jv', 'su'] as const;
export type WordLanguage = (typeof wordLanguages)[number];

/** `title` alone is the SMS, and the subject of the mail; it says what matters. Braces take facts (message-words.ts). */
export interface Words {
  weekdays: string;
  months: string;
  /** `{date} pukul {time}` */
  dayAndTime: string;
  /** `{date}, datang {time}`: a window to come in. */
  dayAndWindow: string;
  said: Record<WordKey, { title: string; text: string }>;
  mail: { reason: string; place: string; come: string; answer: string; time: string; open: string; why: string };
}
