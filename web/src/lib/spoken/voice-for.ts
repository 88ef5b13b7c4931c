import type { Locale } from '#lib/paraglide/runtime.js';

/** A voice, and the language that it is given to read. */
export interface Reading {
  voice: SpeechSynthesisVoice;
  locale: Locale;
}

/** Android's older name for Indonesian is `in`. */
const spokenAs: Record<Locale, RegExp> = {
  id: /^(id|in)\b/i,
  en: /^en\b/i,
  jv: /^(jv|jw)\b/i,
  su: /^su\b/i,
};

/** A voice of the page's own language; else an Indonesian one, which then reads Indonesian; else none. */
export function voiceFor(voices: readonly SpeechSynthesisVoice[], locale: Locale): Reading | null {
  const wanted: Locale[] = locale === 'en' ? ['en'] : [locale, 'id'];
  for (const language of wanted) {
    const voice = voices.find(({ lang }) => spokenAs[language].test(lang.replace('_', '-')));
    if (voice) return { voice, locale: language };
  }
  return null;
}
