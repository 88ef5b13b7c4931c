import { FairQueue, networkOf } from '@jemput/server/http/fair-queue';
import { expect, test, vi } from 'vitest';

interface Piece {
  name: string;
  finish(): void;
}

function aQueue(limits: { atOnce?: number; waiting?: number; patience?: number } = {}) {
  const queue = new FairQueue({ atOnce: 1, waiting: 100, patience: 60_000, ...limits });
  const running: Piece[] = [];
  const begun: string[] = [];
  const refused: string[] = [];
  const add = (address: string, name: string, isOver = () => false) => {
    const work = {
      isOver,
      run: () =>
        new Promise<void>((resolve) => {
          begun.push(name);
          running.push({ name, finish: resolve });
        }),
      refuse: () => refused.push(name),
    };
    queue.add(address, work);
    return work;
  };
  /** Lets what runs end, one after another, until nothing waits. */
  const drain = async () => {
    while (running.length > 0 || queue.size > 0) {
      running.shift()?.finish();
      await new Promise((resolve) => setImmediate(resolve));
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { queue, add, drain, begun, refused };
}

test('whoever asks for much waits for himself', async () => {
  const { add, drain, begun } = aQueue();
  for (let page = 0; page < 50; page++) add('10.0.0.1', `scan ${page}`);
  add('10.0.0.2', 'a reader');
  add('10.0.0.3', 'another');
  await drain();
  expect(begun.slice(0, 4)).toEqual(
    ['scan 0', 'scan 1', 'a reader', 'another'].toSorted((one, other) => begun.indexOf(one) - begun.indexOf(other)),
  );
  expect(begun.indexOf('a reader')).toBeLessThan(4);
  expect(begun.indexOf('another')).toBeLessThan(4);
  expect(begun).toHaveLength(52);
});

test('one address never has more than one under way, others go on beside it', () => {
  const { add, begun } = aQueue({ atOnce: 2 });
  for (const page of ['a', 'b', 'c']) add('10.0.0.1', page);
  expect(begun).toEqual(['a']);
  add('10.0.0.2', 'x');
  add('10.0.0.3', 'y');
  expect(begun).toEqual(['a', 'x']);
});

test('work that never ends does not hold up the rest', async () => {
  const { add, begun } = aQueue({ patience: 5 });
  add('10.0.0.1', 'hangs');
  add('10.0.0.1', 'next');
  await vi.waitFor(() => expect(begun).toEqual(['hangs', 'next']), 60_000);
});

test('what is over by its turn is passed over', async () => {
  const { add, drain, begun } = aQueue();
  let gone = false;
  add('10.0.0.1', 'first');
  add('10.0.0.1', 'gone', () => gone);
  add('10.0.0.1', 'last');
  gone = true;
  await drain();
  expect(begun).toEqual(['first', 'last']);
});

test('where too much waits, the last of whoever waits for most is refused', async () => {
  const { add, drain, begun, refused } = aQueue({ waiting: 5 });
  for (let page = 0; page < 8; page++) add('10.0.0.1', `scan ${page}`);
  expect(refused).toEqual(['scan 6', 'scan 7']);
  add('10.0.0.2', 'a reader');
  expect(refused).toEqual(['scan 6', 'scan 7', 'scan 5']);
  await drain();
  expect(begun).toContain('a reader');
});

test('what another waits for too is not refused for both', () => {
  const { queue, add, refused } = aQueue({ waiting: 3 });
  add('10.0.0.1', 'running');
  const shared = add('10.0.0.9', 'shared');
  for (const page of ['a', 'b']) add('10.0.0.1', page);
  queue.add('10.0.0.1', shared);
  expect(queue.size).toBe(3);
  expect(refused).toEqual([]);
});

test('addresses of one IPv6 network are one asker', () => {
  expect(networkOf('2001:db8:1:2:aaaa::1')).toBe(networkOf('2001:db8:1:2:bbbb::2'));
  expect(networkOf('2001:db8:1:2::1')).not.toBe(networkOf('2001:db8:1:3::1'));
  expect(networkOf('203.0.113.7')).toBe('203.0.113.7');
});
