import type { MessageKind } from './message.ts';
import { type MessageFacts, sayMessage } from './message-words.ts';
import type { WordLanguage } from './words/word-keys.ts';

/** 3GPP TS 23.038, 6.2.1: characters of one part, and its alphabet; those of the second line count twice. */
const ONE_PART = 160;
const basic = /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà]$/;
const extended = /^[\f^{}\\[~\]|€]$/;

/** Septets of a text in the alphabet of SMS; null where it has letters that are not in it. */
export function smsSeptets(text: string): number | null {
  let septets = 0;
  for (const letter of text) {
    if (basic.test(letter)) septets += 1;
    else if (extended.test(letter)) septets += 2;
    else return null;
  }
  return septets;
}

/** Letters that SMS has not, without their marks; what is left of other scripts as it is, in a longer message. */
function plain(text: string): string {
  const dashed = text.replace(/[–—]/g, '-').replace(/[‘’]/g, "'").replace(/[“”]/g, '"');
  return [...dashed]
    .map((letter) => (smsSeptets(letter) === null ? letter.normalize('NFD').replace(/\p{M}/gu, '') : letter))
    .join('');
}

/** One SMS: what matters and the link. A venue's long name is cut so that it stays one part. */
export function smsText(kind: MessageKind, language: WordLanguage, facts: MessageFacts, link: string): string {
  const say = (venue: string) => plain(`${sayMessage(kind, language, { ...facts, venue }).title}. ${link}`);
  const whole = say(facts.venue);
  const over = (smsSeptets(whole) ?? 0) - ONE_PART;
  if (over <= 0) return whole;
  const kept = Math.max(8, facts.venue.length - over - 1);
  return say(facts.venue.slice(0, kept).trim());
}
