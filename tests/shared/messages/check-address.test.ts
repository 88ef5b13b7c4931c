import { checkAddress } from '@jemput/shared/messages/check-address';
import fc from 'fast-check';
import { expect, test } from 'vitest';

test.each([
  ['sri@example.id', 'sri@example.id'],
  [' Sri.Lestari+ktp@Example.GO.ID ', 'Sri.Lestari+ktp@example.go.id'],
])('%s is a mail address', (written, address) => {
  expect(checkAddress('email', written)).toEqual({ address });
});

test.each([
  'sri',
  'sri@',
  '@example.id',
  'sri@localhost',
  'sri@example.id\r\nBcc: all@example.id',
  'a@b.id,c@d.id',
  'Sri <sri@example.id>',
  `${'a'.repeat(65)}@example.id`,
  `sri@${'a'.repeat(250)}.id`,
  'ꦱꦿꦶ@example.id',
  '😀',
])('%j is no mail address', (written) => {
  expect(checkAddress('email', written)).toEqual({ fault: 'not_an_email' });
});

test.each([
  '0812-3456-7890',
  '+62 812 3456 7890',
  '6281234567890',
  '(0812) 3456.7890',
  '81234567890',
  '０８１２３４５６７８９０',
])('%s is +6281234567890', (written) => {
  expect(checkAddress('sms', written)).toEqual({ address: '+6281234567890' });
  expect(checkAddress('whatsapp', written)).toEqual({ address: '+6281234567890' });
});

test.each(['0271-555123', '0812', '+1 212 555 0100', '08123456789012345', '112', '', 'nol delapan', '0801234567890'])(
  '%s is no mobile number of Indonesia',
  (written) => {
    expect(checkAddress('whatsapp', written)).toEqual({ fault: 'not_a_mobile_number' });
  },
);

const keys = { p256dh: `B${'a'.repeat(86)}`, auth: 'b'.repeat(22) };
const subscription = (endpoint: string, over: object = {}) => JSON.stringify({ endpoint, keys, ...over });

test('a push subscription is kept by its endpoint and keys alone', () => {
  const endpoint = 'https://fcm.googleapis.com/fcm/send/abc:def';
  const written = subscription(endpoint, { expirationTime: null, userAgent: 'x' });
  expect(checkAddress('push', written)).toEqual({ address: JSON.stringify({ endpoint, keys }) });
});

test.each([
  'http://push.example.com/a',
  'https://127.0.0.1/a',
  'https://[::1]/a',
  'https://localhost/a',
  'https://10.0.0.1/a',
  'https://2130706433/a',
  'https://metadata.internal/a',
  'https://printer.local/a',
  'https://user:pass@push.example.com/a',
  'https://push.example.com:8443/a',
  'https://push.example.com\\@10.0.0.1/a',
  'ftp://push.example.com/a',
  'x',
])('%s is no push service that this office would call', (endpoint) => {
  expect(checkAddress('push', subscription(endpoint))).toEqual({ fault: 'not_a_push_subscription' });
});

test('what is not a subscription is told apart from one, whatever it is', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
      expect(checkAddress('push', text)).toEqual({ fault: 'not_a_push_subscription' });
    }),
  );
});

test('an address that was taken is taken again as it is', () => {
  fc.assert(
    fc.property(fc.emailAddress(), (written) => {
      const once = checkAddress('email', written);
      if ('address' in once) expect(checkAddress('email', once.address)).toEqual(once);
    }),
  );
});
