import { expect, test } from 'vitest';
import { countForMore, linkTo, nothingAsked, readAsked, toFind } from '../../web/src/routes/(finder)/asked.ts';

const today = '2026-11-20';

function asked(query: string) {
  return readAsked(new URLSearchParams(query));
}

test('an address that is shared asks the same again', () => {
  for (const address of [
    '/',
    '/?q=pajang',
    '/?dekat=-7.567%2C110.786&malam=0',
    '/?dari=2026-11-21&sampai=2026-11-23',
  ]) {
    expect(linkTo(asked(address.slice(2)), {})).toBe(address);
  }
});

test('a longer list is asked for step by step, up to three hundred, and another question begins a new one', () => {
  expect(toFind(asked(''), today).limit).toBe(12);
  const counts = [12];
  for (let next = countForMore(12); next > 0; next = countForMore(next)) counts.push(next);
  expect(counts.slice(0, 3)).toEqual([12, 36, 60]);
  expect(counts.at(-1)).toBe(300);
  for (const count of counts) expect(toFind(asked(`jumlah=${count}`), today).limit).toBe(count);
  expect(linkTo({ ...nothingAsked, count: 36 }, { week: true })).toBe('/?minggu=1');
});

test.each(['-1', '1e9', '5.5', 'semua', ''])('"%s" is no count of sessions', (text) => {
  expect(toFind(asked(`jumlah=${text}`), today).limit).toBe(12);
});

test('however many are asked for, no answer is longer than three hundred', () => {
  expect(toFind(asked('jumlah=999'), today).limit).toBe(300);
});

test('dates are read as they stand in the calendar, and impossible ones not at all', () => {
  expect(asked('dari=2026-11-23&sampai=2026-11-21')).toMatchObject({ from: '2026-11-21', to: '2026-11-23' });
  expect(asked('dari=2026-02-30&sampai=besok')).toMatchObject({ from: '', to: '' });
  expect(asked('minggu=1&dari=2026-11-23')).toMatchObject({ week: false, from: '2026-11-23' });
});

test('near means three kilometres and seven days, unless dates are asked for', () => {
  expect(toFind(asked('dekat=-7.5,110.8'), today)).toMatchObject({ radiusKm: 3, to: '2026-11-26', evening: true });
  expect(toFind(asked('dekat=-7.5,110.8&dari=2026-12-01'), today)).toMatchObject({ from: '2026-12-01' });
  expect(toFind(asked('dekat=-7.5,110.8&dari=2026-12-01'), today)).not.toHaveProperty('to');
});

test('dates that are over are looked up as such, and a beginning in the past means from today on', () => {
  const past = { from: '2026-11-01', to: '2026-11-05' };
  expect(toFind(asked('dari=2026-11-01&sampai=2026-11-05'), today)).toMatchObject(past);
  expect(toFind(asked('sampai=2026-11-05'), today)).toMatchObject({ from: past.to, to: past.to });
  expect(toFind(asked('dari=2026-11-01'), today)).not.toHaveProperty('from');
});

test('an unknown kind is not asked for', () => {
  expect(asked('jenis=<b>').kind).toBe('');
  expect(toFind(asked('jenis=market'), today)).toMatchObject({ kind: 'market' });
});
