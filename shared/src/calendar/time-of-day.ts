/** `HH:mm`, 00:00 … 23:59; `24:00` is allowed as an end of day. */
export function isTimeOfDay(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(text) || text === '24:00';
}

/** Minutes since midnight. */
export function minutesOfDay(time: string): number {
  const [hours, minutes] = time.split(':').map(Number) as [number, number];
  return hours * 60 + minutes;
}

/** Length of a window within one day, in hours, half hours included. */
export function windowHours(start: string, end: string): number {
  return (minutesOfDay(end) - minutesOfDay(start)) / 60;
}
