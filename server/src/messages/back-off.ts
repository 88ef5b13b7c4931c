const MINUTE = 60_000;
const MESSAGE_MINUTES = [1, 5, 15, 60];
/** The channel was cut off in the middle of it: it may well be back in seconds, and if the message did that, others go first soon. */
const CUT_OFF_MINUTES = [0.1, 0.5, ...MESSAGE_MINUTES];
const CHANNEL_STEPS_SECONDS = [2, 5, 10, 20, 40, 60];

/**
 * Milliseconds until a message is tried again: 1, 5, 15, then 60 minutes, a fifth more or less, so that what failed together does not come
 * back together; two quick tries before that where the whole channel was down.
 *
 * @param attempts so far, 1 after the first
 * @param chance 0 to 1
 */
export function backOffMillis(attempts: number, chance: number, { down = false } = {}): number {
  const steps = down ? CUT_OFF_MINUTES : MESSAGE_MINUTES;
  const minutes = steps[Math.min(attempts, steps.length) - 1] ?? 1;
  return Math.round(minutes * MINUTE * (0.8 + 0.4 * chance));
}

/**
 * Milliseconds for which a channel that is down is left alone before one message tries it again.
 *
 * @param failures one after the other, 1 after the first
 */
export function channelPauseMillis(failures: number): number {
  return (CHANNEL_STEPS_SECONDS[Math.min(failures, CHANNEL_STEPS_SECONDS.length) - 1] ?? 2) * 1000;
}
