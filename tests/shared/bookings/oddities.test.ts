import { findOddities, type TraceOfTicket } from '@jemput/shared/bookings/oddities';
import { expect, test } from 'vitest';

const MINUTE = 60_000;
let asked = 0;

function aTrace(over: Partial<TraceOfTicket> = {}): TraceOfTicket {
  asked += 1;
  return {
    sessionId: 's1',
    people: 1,
    askedAt: asked * 5 * MINUTE,
    isCancelled: false,
    isFromHome: true,
    nameCheck: `name-${asked}`,
    deviceCheck: `device-${asked}`,
    contactCheck: null,
    ...over,
  };
}

const some = (count: number, over: (at: number) => Partial<TraceOfTicket>) =>
  Array.from({ length: count }, (_, at) => aTrace(over(at)));
const kindsOf = (traces: TraceOfTicket[]) => findOddities(traces).map(({ kind }) => kind);

test('many residents with a ticket each, a family with two, and three namesakes are nothing odd', () => {
  const family = some(2, () => ({ deviceCheck: 'one-phone' }));
  const namesakes = some(3, () => ({ nameCheck: 'sri' }));
  expect(kindsOf([...some(200, () => ({})), ...family, ...namesakes])).toEqual([]);
});

test('many tickets of one device over several sessions are told once, with how many and where', () => {
  const [found, ...others] = findOddities(
    some(6, (at) => ({ deviceCheck: 'one-device-long', sessionId: `s${at % 2}` })),
  );
  expect(others).toEqual([]);
  expect(found).toMatchObject({ kind: 'same_device', group: 'one-devi', tickets: 6, sessionIds: ['s0', 's1'] });
});

test('one name ten times at a session, and one contact four times', () => {
  expect(kindsOf(some(10, () => ({ nameCheck: 'siti' })))).toEqual(['same_name']);
  expect(kindsOf(some(4, () => ({ contactCheck: '+62' })))).toEqual(['same_contact']);
  expect(kindsOf(some(4, (at) => ({ nameCheck: 'siti', sessionId: `s${at}` })))).toEqual([]);
});

test('numbers given back while others are taken, and forms faster than anybody types', () => {
  const loop = some(4, (at) => ({ deviceCheck: 'd', isCancelled: at < 3 }));
  expect(kindsOf(loop)).toEqual(['cancel_and_retake']);
  expect(kindsOf(some(4, (at) => ({ deviceCheck: 'd', isCancelled: at === 3 })))).toEqual([]);
  expect(kindsOf(some(3, (at) => ({ deviceCheck: 'd', askedAt: at * 10_000 })))).toEqual(['faster_than_typing']);
  expect(kindsOf(some(3, (at) => ({ deviceCheck: 'd', askedAt: at * 20_000 })))).toEqual([]);
});

test('a burst without cookies is odd, booked by staff it is not', () => {
  const burst = (isFromHome: boolean) => some(10, (at) => ({ deviceCheck: null, askedAt: at * 1000, isFromHome }));
  expect(kindsOf(burst(true))).toEqual(['without_cookie']);
  expect(kindsOf(burst(false))).toEqual([]);
});
