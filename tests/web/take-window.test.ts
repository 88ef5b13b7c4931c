import { expect, test } from 'vitest';
import { madeRoom } from '../../web/src/routes/rencana/papan/take-window.ts';

const pajang = {
  id: 's1',
  venue: 'pajang',
  slot: 'malam',
  start: '2026-11-23',
  days: 3,
  kits: ['K01', 'K02'],
  pinned: false,
};
const bumi = { id: 's2', venue: 'bumi', slot: 'malam', start: '2026-11-23', days: 1, kits: ['K03'], pinned: true };
const bare = { venue: 'pajang', slot: 'malam', start: '2026-11-23', days: 3, kits: ['K02', 'K01'] };
const window = { stint: { ...bare, venue: 'sma', kits: ['K02'] }, served: 10, net: 3 };

test('what gives way is changed under its own id, the others stay, and what is given up is gone', () => {
  const fewer = { before: bare, after: { ...bare, kits: ['K01'] }, what: 'fewer-kits' as const };
  expect(madeRoom([pajang, bumi], { ...window, displaced: [fewer] })).toEqual([{ ...pajang, kits: ['K01'] }, bumi]);
  const removed = { before: bare, after: null, what: 'removed' as const };
  expect(madeRoom([pajang, bumi], { ...window, displaced: [removed] })).toEqual([bumi]);
});

test('nothing is told where a stint that should give way has changed meanwhile', () => {
  const gone = { before: { ...bare, days: 2 }, after: null, what: 'removed' as const };
  expect(madeRoom([pajang, bumi], { ...window, displaced: [gone] })).toBeUndefined();
});
