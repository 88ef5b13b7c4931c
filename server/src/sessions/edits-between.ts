/**
 * Typing errors between two words: letters left out, put in, put for another, or two neighbours the wrong way round.
 *
 * @returns the number, or `most + 1` as soon as it is more than `most`
 * @see Optimal string alignment; Boytsov (2011), Indexing methods for approximate dictionary searching, ACM JEA 16, 1.1
 */
export function editsBetween(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let twoBefore: number[] = [];
  let before = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const now = [row];
    let least = row;
    for (let column = 1; column <= b.length; column++) {
      const differs = a[row - 1] === b[column - 1] ? 0 : 1;
      let edits = Math.min((before[column] ?? 0) + 1, (now[column - 1] ?? 0) + 1, (before[column - 1] ?? 0) + differs);
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        edits = Math.min(edits, (twoBefore[column - 2] ?? 0) + 1);
      }
      now.push(edits);
      if (edits < least) least = edits;
    }
    if (least > most) return most + 1;
    twoBefore = before;
    before = now;
  }
  return before[b.length] ?? most + 1;
}
