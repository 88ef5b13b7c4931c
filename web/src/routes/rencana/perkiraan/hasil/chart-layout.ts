import { type JudgedSession, seenForecast } from './judged.ts';

export interface Mark {
  session: JudgedSession;
  /** Middle of the session's column. */
  x: number;
  range: ReturnType<typeof seenForecast>;
}

export interface ChartLayout {
  width: number;
  /** People at the upper edge. */
  top: number;
  marks: Mark[];
  dates: { date: string; x: number; labelled: boolean }[];
  ticks: number[];
}

const LEFT = 44;
const RIGHT = 12;
const LEAST_STEP = 13;
/** Between the sessions of two dates, in columns. */
const DATE_GAP = 0.8;
const LABEL_WIDTH = 58;
/** Intervals may reach so far above the highest count; further up they would flatten all others. */
const ROOM_ABOVE = 1.25;

/** Columns by date in a chart at least `width` pixels wide; wider where the sessions need it. */
export function layOut(sessions: readonly JudgedSession[], width: number): ChartLayout {
  const byDate = Map.groupBy(sessions, ({ date }) => date);
  const columns = sessions.length + DATE_GAP * (byDate.size + 1);
  const step = Math.max(LEAST_STEP, (width - LEFT - RIGHT) / columns);
  const top = niceTop(Math.max(10, ...sessions.map(({ came }) => came)) * ROOM_ABOVE);
  const marks: Mark[] = [];
  const dates: ChartLayout['dates'] = [];
  let x = LEFT + step * DATE_GAP;
  let lastLabel = Number.NEGATIVE_INFINITY;
  for (const [date, held] of byDate) {
    const middle = x + (step * held.length) / 2;
    const labelled = middle - lastLabel >= LABEL_WIDTH;
    if (labelled) lastLabel = middle;
    dates.push({ date, x: middle, labelled });
    for (const session of held) {
      marks.push({ session, x: x + step / 2, range: seenForecast(session) });
      x += step;
    }
    x += step * DATE_GAP;
  }
  return { width: Math.max(width, Math.ceil(x + RIGHT)), top, marks, dates, ticks: ticksTo(top) };
}

function niceTop(most: number): number {
  const unit = tickOf(most);
  return Math.ceil(most / unit) * unit;
}

/** 1, 2 or 5 times a power of ten, so that four to eight fit. */
function tickOf(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most / 4));
  return [1, 2, 5, 10].map((times) => times * power).find((unit) => most / unit <= 6) ?? power * 10;
}

function ticksTo(top: number): number[] {
  const unit = tickOf(top);
  return Array.from({ length: Math.floor(top / unit) + 1 }, (_, at) => at * unit);
}
