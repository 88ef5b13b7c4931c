import { clock, hours, longDate } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { type Claim, type CodeAnswer, promiseWords, type TextAnswer } from './promise-words.ts';
import { conditionLines, fraudLines } from './warning-words.ts';

interface Office {
  /** Of this page, without a slash at the end. */
  origin: string;
  zoneName: string;
  office: string;
}

type Promised = NonNullable<Claim['now']>;
type Listed = Claim['others'][number];

const MOST_LINES = 6;
const MOST_OTHERS = 2;

/** A few lines to send back to whoever passed a text on; null where there is nothing to say of it. */
export function replyToText(about: TextAnswer, office: Office): string | null {
  const head = headOf(about, office);
  if (head === null) return null;
  const right = about.claims.flatMap((claim) => rightLines(claim, office));
  const free = fraudLines(about.warnings).length > 0 ? [m.share_warn_free()] : [];
  const conditions = conditionLines(about.warnings).map(({ words }) => words);
  return written([head, ...free, ...new Set(conditions)], right, office);
}

function headOf({ verdict, claims }: TextAnswer, { office, zoneName }: Office): string | null {
  const last = claims.at(-1);
  switch (verdict) {
    case 'true':
      if (last && claims.length === 1) return trueUntil(last.verdict, last.now, zoneName);
      return m.share_reply_fits({ office });
    case 'changed':
      return m.share_reply_changed();
    case 'never':
      return m.share_reply_never({ office });
    case 'partly':
    case 'wary':
      return m.share_reply_partly({ office });
    default:
      return null;
  }
}

/** The same of a code. */
export function replyToCode(answer: CodeAnswer, office: Office): string | null {
  if (answer.answer === 'never') {
    const right = answer.soonest.slice(0, MOST_OTHERS).map((session) => lineOf(session, office));
    return written([m.share_reply_never_code({ code: answer.code, office: office.office })], right, office);
  }
  if (answer.answer !== 'issued') return null;
  const [subject] = answer.subjects;
  if (subject?.kind !== 'session') return null;
  const { verdict, now } = subject.standing;
  const holds = verdict === 'true' || verdict === 'over';
  const head = holds ? trueUntil(verdict, now, office.zoneName) : m.share_reply_changed();
  const instead = now.cancelled ? subject.alternatives.slice(0, MOST_OTHERS).map((one) => lineOf(one, office)) : [];
  return written([head], [lineOfPromise(now, office), ...instead], office);
}

function trueUntil(verdict: Claim['verdict'], now: Promised | null, zoneName: string): string {
  if (now?.cancelled) return m.share_reply_true_cancelled();
  if (verdict === 'over' || !now?.hours) return m.share_reply_over();
  return m.share_reply_true({ until: `${longDate(now.date)}, ${clock(now.hours.end)} ${zoneName}` });
}

function rightLines({ verdict, now, others }: Claim, office: Office): string[] {
  if (verdict === 'incomplete') return [];
  const instead = now && !now.cancelled ? [] : others.slice(0, MOST_OTHERS);
  return [...(now ? [lineOfPromise(now, office)] : []), ...instead.map((one) => lineOf(one, office))];
}

function lineOfPromise(now: Promised, { zoneName }: Office): string {
  const line = promiseWords(now, zoneName);
  return now.cancelled ? m.share_text_line_cancelled({ line }) : line;
}

function lineOf({ date, startsAt, endsAt, venue }: Listed, { zoneName }: Office): string {
  return `${longDate(date)} ${date.slice(0, 4)}, ${hours(startsAt, endsAt, zoneName)}, ${venue.name}`;
}

function written(head: readonly string[], right: readonly string[], { origin }: Office): string {
  const lines = [...new Set(right)].slice(0, MOST_LINES);
  return [
    ...head,
    ...(lines.length > 0 ? [m.share_reply_right(), ...lines.map((line) => `- ${line}`)] : []),
    m.share_text_check({ url: `${origin}/cek` }),
  ].join('\n');
}
