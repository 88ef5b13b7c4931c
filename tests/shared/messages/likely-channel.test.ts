import { likelyChannel } from '@jemput/shared/messages/likely-channel';
import type { Channel } from '@jemput/shared/messages/message';
import { expect, test } from 'vitest';

const all: Channel[] = ['push', 'email', 'whatsapp', 'sms'];

test.each<[string, Channel[], Channel | null]>([
  ['sri@example.id', all, 'email'],
  ['0812-3456-7890', all, 'whatsapp'],
  ['+62 812 3456 7890', ['email', 'sms'], 'sms'],
  ['6281234567890', ['whatsapp'], 'whatsapp'],
  ['0271-555123', all, null],
  ['tidak usah', all, null],
])('%s, where the office has %j, is for %s', (address, offered, channel) => {
  expect(likelyChannel(address, offered)).toBe(channel);
});
