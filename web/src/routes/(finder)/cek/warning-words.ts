import { m } from '#lib/paraglide/messages.js';
import type { TextAnswer } from './promise-words.ts';

type Warned = TextAnswer['warnings'];
type Warning = Warned[number]['warnings'][number];

/** What people lose money or their identity of. */
const frauds: Partial<Record<Warning, () => string>> = {
  money: () => m.share_warn_money(),
  identity: () => m.share_warn_identity(),
  link: () => m.share_warn_link(),
  chain: () => m.share_warn_chain(),
};

/** Conditions that are not the office's. */
const conditions: Partial<Record<Warning, () => string>> = {
  delegate: () => m.share_cond_delegate(),
  age: () => m.share_cond_age(),
  papers: () => m.share_cond_papers(),
  register: () => m.share_cond_register(),
  service: () => m.share_warn_service(),
};

export interface WarnedLine {
  quote: string;
  words: string;
}

/** Lines that ask for what the office never asks for. */
export function fraudLines(warned: Warned): WarnedLine[] {
  return linesWith(warned, frauds);
}

/** Lines that set conditions which are not the office's. */
export function conditionLines(warned: Warned): WarnedLine[] {
  return linesWith(warned, conditions);
}

function linesWith(warned: Warned, names: Partial<Record<Warning, () => string>>): WarnedLine[] {
  return warned.flatMap(({ quote, warnings }) => {
    const words = warnings.flatMap((warning) => names[warning]?.() ?? []).join(' ');
    return words ? [{ quote, words }] : [];
  });
}

/** What the office asks for, a line each. */
export function ownConditions({ claims }: Pick<TextAnswer, 'claims'>): string[] {
  const sessions = claims.flatMap(({ session }) => session ?? []);
  const onlyPrints = sessions.length > 0 && sessions.every(({ service }) => service === 'printing');
  if (onlyPrints) return [m.ticket_bring_printing(), m.finder_bring_free()];
  return [m.finder_bring_kk(), m.finder_bring_self(), m.share_cond_age_true(), m.finder_bring_free()];
}
