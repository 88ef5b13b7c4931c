import { type Channel, channels } from '@jemput/shared/messages/message';
import type { World } from '../http/world.ts';
import { channelPauseMillis } from './back-off.ts';
import { channelsDue } from './claim-messages.ts';
import type { Outlets } from './outlet.ts';
import { sendDue } from './send-due.ts';

/** How soon a message that was committed leaves; looking costs a read of one index. */
const LOOK_MILLIS = 1000;

export interface Sending {
  /** Waits for what is under way. */
  stop(): Promise<void>;
}

interface Line {
  underWay: Promise<void> | null;
  /** One after the other, of the whole channel. */
  failures: number;
  /** By the process's own clock, whatever the office's says. */
  pausedUntil: number;
}

/**
 * Sends what is due, each channel by itself, so that a slow or dead one holds up no other, until stopped.
 *
 * @param origin the public address, for links
 */
export function startSending(world: World, outlets: Outlets, origin: string, lookMillis = LOOK_MILLIS): Sending {
  const lines = new Map<Channel, Line>(
    channels.map((channel) => [channel, { underWay: null, failures: 0, pausedUntil: 0 }]),
  );
  let stopped = false;
  const run = async (channel: Channel, line: Line) => {
    const outlet = outlets[channel];
    for (let more = outlet !== undefined; more && outlet && !stopped; ) {
      const { claimed, down } = await sendDue(world, origin, channel, outlet, line.failures > 0 ? 1 : undefined);
      line.failures = down ? line.failures + 1 : claimed > 0 ? 0 : line.failures;
      if (down) line.pausedUntil = performance.now() + channelPauseMillis(line.failures);
      more = claimed > 0 && !down;
    }
  };
  const look = async () => {
    for (const channel of await channelsDue(world)) {
      const line = lines.get(channel);
      if (!line || line.underWay || performance.now() < line.pausedUntil) continue;
      line.underWay = run(channel, line)
        .catch((error: unknown) => world.log.error({ err: error, channel }, 'messages could not be sent, tried again'))
        .finally(() => {
          line.underWay = null;
        });
    }
  };
  let looking: Promise<void> | null = null;
  const timer = setInterval(() => {
    looking ??= look()
      .catch((error: unknown) => world.log.error({ err: error }, 'messages could not be read, tried again'))
      .finally(() => {
        looking = null;
      });
  }, lookMillis);
  timer.unref();
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      await looking;
      await Promise.all([...lines.values()].map(({ underWay }) => underWay));
      for (const outlet of new Set(Object.values(outlets))) outlet.close();
    },
  };
}
