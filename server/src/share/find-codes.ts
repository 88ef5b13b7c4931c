import type { Session } from '@jemput/shared/sessions/session';
import type { Context } from '../context.ts';
import type { Timetable } from '../sessions/timetable-snapshot.ts';
import { type CodeAnswer, checkByCode } from './check-by-code.ts';
import { readCode } from './check-code.ts';

const MOST_CODES = 5;

const codeLike = /(\bkode\b[^\n]{0,20}?)?\b([0-9A-Z]{3}-[0-9A-Z]{4})\b/gi;

/** The line without what reads like a code: no number is read twice. */
export function withoutCodes(line: string): string {
  return line.replace(codeLike, (text, _cue, code: string) => {
    const { kind } = readCode(code);
    // "one-time" is two words.
    const isWord = kind === 'none' || (kind === 'slip' && !/\d/.test(code));
    return isWord ? text : ' ';
  });
}

/** Where nothing says that it is a code, only one that was issued counts: telephone numbers look alike. */
export async function codesIn(ctx: Context, lines: readonly string[], own: readonly URL[]): Promise<CodeAnswer[]> {
  const asked = own.flatMap((url) => (url.pathname === '/cek' ? (url.searchParams.get('kode') ?? []) : []));
  const typed = lines.flatMap((line) =>
    [...line.matchAll(codeLike)].map(([, cue, code = '']) => ({ code, named: cue !== undefined })),
  );
  const candidates = new Map<string, boolean>();
  for (const code of asked) candidates.set(code, true);
  for (const { code, named } of typed) candidates.set(code, named || candidates.get(code) === true);
  const answers = await Promise.all(
    [...candidates].slice(0, MOST_CODES * 2).map(async ([code, named]) => {
      const answer = await checkByCode(ctx, { code });
      return answer.answer === 'issued' || (named && answer.answer !== 'unreadable') ? [answer] : [];
    }),
  );
  return answers.flat().slice(0, MOST_CODES);
}

/** Sessions that links to the office's own pages lead to. */
export function linkedSessions(timetable: Timetable, own: readonly URL[]): Session[] {
  const ids = own.flatMap(({ pathname }) => /^\/jadwal\/([^/]+)$/.exec(pathname)?.[1] ?? []);
  return [...new Set(ids)].slice(0, MOST_CODES).flatMap((id) => timetable.byId.get(id)?.session ?? []);
}
