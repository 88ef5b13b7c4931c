import { crewStates, incidentKinds } from '@jemput/shared/field/field-report';
import { liveState, type StateReport } from '@jemput/shared/field/live-state';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

let made = 0;

function report(kind: StateReport['kind'], madeAt: number, over: Partial<StateReport> = {}): StateReport {
  return { id: `r${made++}`, kind, state: null, incident: null, madeAt, receivedAt: 1_000_000, ...over };
}

const aReport = fc
  .record({
    kind: fc.constantFrom('opened', 'state', 'state', 'state', 'incident'),
    madeAt: fc.integer({ min: 1, max: 40 }),
    receivedAt: fc.integer({ min: 1, max: 60 }),
    state: fc.constantFrom(...crewStates),
    incident: fc.constantFrom(...incidentKinds),
  })
  .map(({ kind, state, incident, ...at }) => ({
    kind: kind as StateReport['kind'],
    state: kind === 'state' ? state : null,
    incident: kind === 'incident' || (kind === 'state' && state === 'paused') ? incident : null,
    ...at,
  }));
const evening = fc
  .array(aReport, { maxLength: 12 })
  .map((reports) => reports.map((one, at) => ({ id: `r${at}`, ...one })));

describe('liveState', () => {
  test('any order of the same reports, each however often, says the same', () => {
    const shuffled = evening.chain((reports) =>
      fc.tuple(
        fc.constant(reports),
        fc.shuffledSubarray([...reports, ...reports], { minLength: 2 * reports.length }).map((twice) => twice.slice(0)),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([inOrder, mixed]) => {
        expect(liveState(mixed)).toEqual(liveState(inOrder));
      }),
    );
  });

  test('the newest told state holds, and an older one that comes later does not', () => {
    const full = report('state', 30, { state: 'full' });
    const filling = report('state', 20, { state: 'filling' });
    expect(liveState([report('opened', 10), full, filling])).toMatchObject({ status: 'full', room: null, toldAt: 30 });
    expect(liveState([filling, full, report('opened', 40)])).toMatchObject({ status: 'full', toldAt: 40 });
  });

  test('a rest says why, and ends with the room there is', () => {
    const paused = report('state', 20, { state: 'paused', incident: 'power' });
    expect(liveState([paused])).toEqual({ status: 'paused', room: null, incident: 'power', toldAt: 20 });
    const resumed = report('state', 25, { state: 'last' });
    expect(liveState([resumed, paused])).toEqual({ status: 'open', room: 'last', incident: null, toldAt: 25 });
  });

  test('closed is the end, whatever a later clock says', () => {
    const reports = [report('closed', 20), report('state', 30, { state: 'free' })];
    expect(liveState(reports)).toMatchObject({ status: 'done', room: null });
  });

  test('a device whose clock runs ahead does not outlast what was told after it', () => {
    const ahead = report('state', 9_000, { state: 'full', receivedAt: 100 });
    expect(liveState([ahead, report('state', 200, { state: 'free', receivedAt: 201 })])).toMatchObject({
      status: 'open',
      room: 'free',
      toldAt: 200,
    });
  });

  test('incidents alone say nothing of the state', () => {
    expect(liveState([report('incident', 5, { incident: 'kit' })])).toBeNull();
    expect(liveState([])).toBeNull();
  });
});
