/** `HH:mm`, 00:00 … 23:59; `24:00` is allowed as an end of day. */
export function isTimeOfDay(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text) || text === '24:00';
}

/** Minutes since midnight. */
export function minutesOfDay(time: string): number {
  const [hours, minutes] = time.split(':').map(Number) as [number, number];
  return hours * 60 + minutes;
}

/** `HH:mm` of minutes since midnight, 0 … 1440. */
export function timeOfDayAt(minutes: number): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

/** Length of a window within one day, in hours, half hours included. */
export function windowHours(start: string, end: string): number {
  return (minutesOfDay(end) - minutesOfDay(start)) / 60;
}
