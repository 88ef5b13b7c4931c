import type { ChangedField } from '@jemput/shared/sessions/session';
import type { Timetable } from '../sessions/timetable-snapshot.ts';
import { saysOff } from './says-off.ts';

/** A line of a text as it is judged. */
export interface TextLine {
  /** As it stands in the text. */
  quote: string;
  /** Without marks, who forwarded it, what stood there before, and the office's own reasons. */
  plain: string;
  /** It begins to tell where to go in place of what was told before. */
  instead: boolean;
}

/** What stood there before is not what the text says of today. */
const formerly =
  /\b(?:semula|sebelumnya|tadinya|awalnya|dulunya|bukan lagi|sakawit|kawitna|asalna|formerly|previously|originally|it was(?=\s+\w+day))\b(?:[^.;]|\.(?=\d))*/gi;

/** Until when a text holds is no evening's date. */
const holdsUntil =
  /\b(?:berlaku|lumampah|lumaku|valid|masa berlaku)\s*:?\s*(?:sampai|hingga|s\/d|sd|dumugi|dugi ka|until|till)\b(?:[^.;]|\.(?=\d))*/gi;

/** "Diperiksa 19 November 2026 pukul 15.00", "800 m dari Pasar Depok": neither when nor where. */
const noMeeting =
  /\b(?:di(?:pun)?p[ae]?riksa|diperbarui|checked|updated)\s+\d(?:[^.;]|\.(?=\d))*|\b\d+(?:[.,]\d+)?\s*k?m\s+(?:dari|saking|ti|from)\s+[^·,;.]+/gi;

/** "[20/11 14.02] Bu RT:" and "20/11/26 14.02 - Bu RT:": when and by whom it was sent. */
const forwarded =
  /^(?:\[\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?,?\s+\d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?:\s?[ap]m)?\]|\d{1,2}\/\d{1,2}\/\d{2,4},?\s+\d{1,2}[.:]\d{2}\s+-)\s*[^:\n]{1,40}:\s+/i;

/** Before another session to go to; the office's own texts say it so, and people much alike. */
const INSTEAD =
  '(?:jadwal\\s+(?:lain\\s+terdekat|sanes\\s+ingkang\\s+paling\\s+celak|san[eé]s\\s+anu\\s+pangcaketna|pengganti(?:nya)?)|(?:sebagai\\s+)?(?:peng)?gantinya|(?:jadwal\\s+)?gant(?:osipun|ina)|datang\\s+ke\\s+sini|diganti|mangga\\s+rawuh\\s+mriki|mangga\\s+sumping\\s+ka\\s+dieu|nearest\\s+other\\s+session|(?:please\\s+)?come\\s+here(?:\\s+instead)?|(?:where\\s+to\\s+go\\s+)?instead)';
const HERE = '\\s*(?::\\s*|\\s(?=(?:di|ing|at|in)\\s))';
const beforeInstead = new RegExp(`(?<![\\p{L}])(?=${INSTEAD}${HERE})`, 'iu');
const leadsInstead = new RegExp(`^[^\\p{L}]*${INSTEAD}${HERE}`, 'iu');

const LONGEST_LINE = 500;

/** Lines of a text, those that tell of something to go to instead apart; no line twice in a row. */
export function linesOf(text: string, timetable: Timetable): TextLine[] {
  const reasons = reasonsOf(timetable);
  return text
    .split(/\r?\n/)
    .flatMap((line) => line.split(beforeInstead))
    .map((line) => line.trim())
    .filter((line, at, all) => line !== '' && line !== all[at - 1])
    .map((quote) => {
      const plain = plainOf(quote.slice(0, LONGEST_LINE));
      const instead = leadsInstead.test(plain);
      return { quote, plain: withoutReason(plain.replace(leadsInstead, ''), reasons), instead };
    });
}

/** True where a line is looked at only in part. */
export function isTooLong({ quote }: TextLine): boolean {
  return quote.length > LONGEST_LINE;
}

/**
 * Without the marks by which WhatsApp makes letters bold and what it strikes through, with pictures parting words as a
 * comma does, and "Kalurahan" as Sundanese and Yogyakarta write it the common way.
 */
function plainOf(line: string): string {
  return line
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/^[>\s]+/, '')
    .replace(forwarded, '')
    .replace(/~[^~]+~/g, ' ')
    .replace(formerly, ' ')
    .replace(holdsUntil, ' ')
    .replace(noMeeting, ' ')
    .replace(/\b(k)a(lurahan|camatan)\b/gi, '$1e$2')
    .replace(/[*_~`]/g, '')
    .replace(/\p{Extended_Pictographic}|\uFE0F|\u200D/gu, ';')
    .replace(/^[;\s>•·●▪-]+/, '');
}

/** Changes whose reason is published as the office typed it. */
const publicReasons: ReadonlySet<ChangedField> = new Set(['moved', 'cancelled', 'hours']);
const known = new WeakMap<Timetable['changes'], ReadonlySet<string>>();

/** Why the office changed what, in its own words: a place or a date named there is no claim. */
function reasonsOf({ changes }: Timetable): ReadonlySet<string> {
  const reasons =
    known.get(changes) ??
    new Set(changes.flatMap(({ what, reason }) => (publicReasons.has(what) ? bareReason(plainOf(reason)) : [])));
  known.set(changes, reasons);
  return reasons;
}

/** Why it does not take place, in anybody's words: nobody is sent there. */
const because =
  /\b(?:karena|krn|sebab|lantaran|akibat|amargi|amarga|margi|jalaran|kusabab|because(?: of)?|due to)\b(?![^,.;]*\b(?:ke|pindah|dipindah\w*|dialihkan|diganti|dhateng|ka|to)\b)[^,.;\d]*(?=[,.;]|$)/gi;

/** A reason stands at the end of its line, behind what it is the reason of. */
function withoutReason(line: string, reasons: ReadonlySet<string>): string {
  for (const { index } of line.matchAll(/(?<=[.:;]\s+)\S/g)) {
    const reason = bareReason(line.slice(index));
    if (reason.split(' ').length >= LEAST_REASON_WORDS && reasons.has(reason)) return line.slice(0, index);
  }
  return saysOff(line) ? line.replace(because, ' ') : line;
}

/** Fewer words may be a place's name. */
const LEAST_REASON_WORDS = 3;

function bareReason(text: string): string {
  return text
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/[.\s]+$/, '')
    .trim();
}
