/** Dates with reports that are forecast from one state of knowledge: a week's plan. */
const DATES_AHEAD = 7;

/** Rows from `start` to before `end`. */
export interface Span {
  start: number;
  end: number;
}

/** Rows in order of date, cut into dates and the dates into blocks of seven. */
export function blocksOfDates(rows: number, dayOf: (row: number) => number): Span[][] {
  const blocks: Span[][] = [];
  for (let start = 0; start < rows; ) {
    let end = start + 1;
    while (end < rows && dayOf(end) === dayOf(start)) end += 1;
    const open = blocks.at(-1);
    if (open && open.length < DATES_AHEAD) open.push({ start, end });
    else blocks.push([{ start, end }]);
    start = end;
  }
  return blocks;
}
