import { type AnswerSource, SourceWatch } from '@jemput/server/http/source-watch';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});

afterEach(() => {
  vi.useRealTimers();
});

function aWatch() {
  let source: AnswerSource = { timetable: {}, until: 1e12, outageSince: null };
  let commits = 0;
  const ask = vi.fn(async () => source);
  return {
    ask,
    watch: new SourceWatch({ ask, commits: () => commits, now: () => Date.now() }),
    say: (over: Partial<AnswerSource>) => {
      source = { ...source, ...over };
    },
    write: () => {
      commits++;
    },
    pass: (millis: number) => vi.advanceTimersByTimeAsync(millis),
  };
}

const now = () => performance.now();

test('nothing is known at first, then for a quarter of a second without asking again', async () => {
  const { watch, ask, pass } = aWatch();
  expect(watch.known(now())).toBeNull();
  const version = await watch.refresh();
  await pass(240);
  expect([watch.known(now()), await watch.refresh()]).toEqual([version, version]);
  expect(ask).toHaveBeenCalledTimes(1);
  await pass(20);
  expect(watch.known(now())).toBeNull();
  expect(await watch.refresh()).toBe(version);
  expect(ask).toHaveBeenCalledTimes(2);
});

test('a write of this process is asked about at once, and nothing of before is given any more', async () => {
  const { watch, say, write } = aWatch();
  const before = await watch.refresh();
  write();
  expect(watch.known(now())).toBeNull();
  say({ timetable: {} });
  expect(await watch.refresh()).toBe(before + 1);
  expect(watch.staleUntil).toBeLessThan(now());
});

test('a write that does not touch the timetable changes nothing', async () => {
  const { watch, write } = aWatch();
  const before = await watch.refresh();
  write();
  expect(await watch.refresh()).toBe(before);
});

test('after a change by another process the answer before may be given until two seconds after it was last true', async () => {
  const { watch, say, pass } = aWatch();
  const before = await watch.refresh();
  const asked = now();
  say({ timetable: {} });
  await pass(300);
  expect(await watch.refresh()).toBe(before + 1);
  expect(watch.staleUntil).toBe(asked + 2000);
});

test('after a night in which nobody asked nothing old is given', async () => {
  const { watch, say, pass } = aWatch();
  await watch.refresh();
  say({ timetable: {} });
  await pass(36_000_000);
  await watch.refresh();
  expect(watch.staleUntil).toBeLessThan(now());
});

test('an hour at which something else is true, and an outage, are changes', async () => {
  const { watch, say, pass } = aWatch();
  say({ until: 5000 });
  const before = await watch.refresh();
  await pass(5000);
  say({ until: 1e12 });
  expect(watch.known(now())).toBeNull();
  expect(await watch.refresh()).toBe(before + 1);
  await pass(1000);
  say({ outageSince: 5500 });
  expect(await watch.refresh()).toBe(before + 2);
});

test('while the source is slow its last word counts for a second, then readers wait', async () => {
  const { watch, ask, say, pass } = aWatch();
  const before = await watch.refresh();
  await pass(300);
  let answer: (source: AnswerSource) => void = () => undefined;
  ask.mockImplementation(() => new Promise((resolve) => (answer = resolve)));
  const first = watch.refresh();
  await pass(100);
  expect(await first).toBe(before);
  await pass(900);
  const second = watch.refresh();
  const settled = vi.fn();
  second.then(settled);
  await pass(500);
  expect(settled).not.toHaveBeenCalled();
  say({});
  answer({ timetable: {}, until: 1e12, outageSince: null });
  expect(await second).toBe(before + 1);
  expect(ask).toHaveBeenCalledTimes(2);
});

test('a source that cannot be read is said to be so, and asked again', async () => {
  const { watch, ask } = aWatch();
  ask.mockRejectedValueOnce(new Error('gone'));
  await expect(watch.refresh()).rejects.toThrow('gone');
  expect(await watch.refresh()).toBe(1);
});
