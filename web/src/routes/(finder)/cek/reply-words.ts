import { stateOf } from '@jemput/shared/sessions/session-state';
import { clock, hours, longDate } from '#lib/format.ts';
import { m } from '#lib/paraglide/messages.js';
import { stateText } from '#lib/timetable/state-words.ts';
import { type Claim, type CodeAnswer, isHalted, promiseWords, type TextAnswer } from './promise-words.ts';
import { conditionLines, fraudLines } from './warning-words.ts';

interface Office {
  /** Of this page, without a slash at the end. */
  origin: string;
  zoneName: string;
  office: string;
  /** ISO 8601 with the office's offset. */
  now: string;
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
  const instead = about.claims.flatMap((claim) => insteadLines(claim, office));
  const free = fraudLines(about.warnings).length > 0 ? [m.share_warn_free()] : [];
  const conditions = conditionLines(about.warnings).map(({ words }) => words);
  return written([head, ...free, ...new Set(conditions)], { right, instead }, office);
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
    return written([m.share_reply_never_code({ code: answer.code, office: office.office })], { right }, office);
  }
  if (answer.answer !== 'issued') return null;
  const [subject] = answer.subjects;
  if (subject?.kind !== 'session') return null;
  const { verdict, now } = subject.standing;
  const holds = verdict === 'true' || verdict === 'over';
  const head = holds ? trueUntil(verdict, now, office.zoneName) : m.share_reply_changed();
  const instead = now.cancelled ? subject.alternatives.slice(0, MOST_OTHERS).map((one) => lineOf(one, office)) : [];
  return written([head], { right: [lineOfPromise(now, office)], instead }, office);
}

function trueUntil(verdict: Claim['verdict'], now: Promised | null, zoneName: string): string {
  if (now?.cancelled) return m.share_reply_true_cancelled();
  if (verdict === 'over' || !now?.hours) return m.share_reply_over();
  return m.share_reply_true({ until: `${longDate(now.date)}, ${clock(now.hours.end)} ${zoneName}` });
}

function rightLines(claim: Claim, office: Office): string[] {
  const { verdict, now, others, session } = claim;
  if (verdict === 'incomplete') return [];
  if (!now) return others.slice(0, MOST_OTHERS).map((one) => lineOf(one, office));
  const line = lineOfPromise(now, office);
  if (!session || !isHalted(claim)) return [line];
  return [`${line} (${stateText(session, stateOf(session, office.now), office.now)})`];
}

/** Where to go in place of what is called off, or may be in vain. */
function insteadLines(claim: Claim, office: Office): string[] {
  if (!claim.now?.cancelled && !isHalted(claim)) return [];
  return claim.others.slice(0, MOST_OTHERS).map((one) => lineOf(one, office));
}

function lineOfPromise(now: Promised, { zoneName }: Office): string {
  const line = promiseWords(now, zoneName);
  return now.cancelled ? m.share_text_line_cancelled({ line }) : line;
}

function lineOf({ date, startsAt, endsAt, venue }: Listed, { zoneName }: Office): string {
  return `${longDate(date)} ${date.slice(0, 4)}, ${hours(startsAt, endsAt, zoneName)}, ${venue.name}`;
}

function written(
  head: readonly string[],
  { right, instead = [] }: { right: readonly string[]; instead?: readonly string[] },
  { origin }: Office,
): string {
  const listed = (title: string, lines: readonly string[]) =>
    lines.length > 0 ? [title, ...lines.map((line) => `- ${line}`)] : [];
  const told = [...new Set(right)].slice(0, MOST_LINES);
  const others = [...new Set(instead)].filter((line) => !told.includes(line)).slice(0, MOST_OTHERS);
  return [
    ...head,
    ...listed(m.share_reply_right(), told),
    ...listed(`${m.share_instead()}:`, others),
    m.share_text_check({ url: `${origin}/cek` }),
  ].join('\n');
}
