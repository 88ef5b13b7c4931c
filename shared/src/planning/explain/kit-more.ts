import { dateRange } from '../../calendar/local-date.ts';
import type { KitFile, ProblemFile } from '../problem-file.ts';

/**
 * The problem with one kit more on some dates only, from the first kit's base and as fast as the middle one of those
 * there are. It comes last, so that indexes of the others hold.
 */
export function kitMoreFile(file: ProblemFile, dates: readonly string[]): ProblemFile {
  const unavailable = dateRange(file.horizon.start, file.horizon.end).filter((date) => !dates.includes(date));
  const { lat, lon } = file.kits[0]?.base ?? { lat: 0, lon: 0 };
  const kit: KitFile = { id: freeId(file), base: { lat, lon }, recordingsPerHour: middleSpeed(file), unavailable };
  return { ...file, kits: [...file.kits, kit] };
}

function middleSpeed({ kits }: ProblemFile): number {
  const speeds = kits.map(({ recordingsPerHour }) => recordingsPerHour).sort((a, b) => a - b);
  return speeds[Math.floor(speeds.length / 2)] ?? 0;
}

function freeId({ kits }: ProblemFile): string {
  const taken = new Set(kits.map(({ id }) => id));
  let id = 'one-more';
  while (taken.has(id)) id += '-';
  return id;
}
