import { objectiveOf } from '@jemput/shared/planning/objective';
import { readStints } from '@jemput/shared/planning/plan';
import { indexProblem, type ProblemFile, type PublishedStintFile } from '@jemput/shared/planning/problem';
import { type Disruption, disrupted } from '@jemput/shared/planning/repair/disruption';
import { repairOptions } from '@jemput/shared/planning/repair/repair-options';
import { checkRules } from '@jemput/shared/planning/rules/rules';
import { describe, expect, test } from 'vitest';
import { aKit, aPool, aProblem, aVenue, someRules } from '../../../fixtures/a-problem.ts';

const evening = { venue: 'pajang', slot: 'malam', start: '2013-10-07', days: 1, kits: ['K01'] };
const failure = { kind: 'kit-fails' as const, kit: 'K01', from: '2013-10-07', until: '2013-10-07' };

/** One slot of an hour at 10 an hour and everybody coming: a kit records 10, two 20; no cost but a change. */
function aSimpleOffice(over: Partial<ProblemFile> = {}): ProblemFile {
  const certain = { rate: { malam: [1, 1, 1, 1, 1, 1, 1] }, dispersion: 0, maxKits: 2 };
  return aProblem({
    horizon: { start: '2013-10-07', end: '2013-10-08' },
    slots: [{ id: 'malam', start: '18:00', end: '19:00' }],
    kits: ['K01', 'K02', 'K03'].map((id) => aKit(id, { recordingsPerHour: 10 })),
    pools: ['pajang', 'laweyan', 'bumi'].map((id) => aPool(id, { remaining: 1000, minSessions: 0 })),
    venues: [
      aVenue('pajang', { ...certain, lat: -7.57, lon: 110.8 }),
      aVenue('laweyan', { ...certain, lat: -7.57, lon: 110.81 }),
      aVenue('bumi', { ...certain, lat: -7.9, lon: 111.2 }),
    ],
    rules: someRules({
      setupCost: 0,
      kmCost: 0,
      discountPerDay: 0,
      shortfallCost: 0,
      changeCost: 1,
      revisitGapDays: 0,
    }),
    ...over,
  });
}

function optionsOf(file: ProblemFile, published: PublishedStintFile[], disruption: Disruption = failure) {
  const announced = { ...file, published };
  const problem = indexProblem(announced);
  const plan = readStints(problem, published);
  const after = indexProblem(disrupted(announced, disruption).file);
  const choice = repairOptions({ problem, plan }, after);
  for (const { stints } of choice.options) expect(checkRules(readStints(after, stints), after)).toEqual([]);
  return choice;
}

describe('a kit that fails before the evening', () => {
  test('is best replaced by an idle one, which costs nobody anything', () => {
    const { broken, options } = optionsOf(aSimpleOffice(), [{ ...evening, holders: [30] }]);
    expect(broken).toEqual(evening);
    expect(options[0]).toMatchObject({
      kind: 'swap',
      recordingsLost: expect.closeTo(0, 9),
      people: { sessions: 0, holding: 0, expected: 0 },
      stints: [{ ...evening, kits: ['K02'] }],
    });
  });

  test('takes people holding numbers with it when the evening is given up', () => {
    const { options } = optionsOf(aSimpleOffice(), [{ ...evening, holders: [30] }]);
    const cancel = options.find(({ kind }) => kind === 'cancel');
    // 10 recordings, and 30 people at a cost of 1 each; 1,000 were expected at a turnout rate of 1.
    expect(cancel).toMatchObject({ people: { sessions: 1, holding: 30, expected: 1000 }, stints: [] });
    expect(cancel?.recordingsLost).toBeCloseTo(10);
    expect(cancel?.cost).toBeCloseTo(40);
  });

  test('is replaced from the evening that fewest rely on where no kit stands idle', () => {
    const rich = { ...evening, venue: 'laweyan', kits: ['K02'], holders: [90] };
    const poor = { ...evening, venue: 'bumi', kits: ['K03'], holders: [3] };
    const { options } = optionsOf(aSimpleOffice(), [{ ...evening, holders: [30] }, rich, poor]);
    const [first, ...others] = options.filter(({ kind }) => kind === 'borrow');
    expect(options.some(({ kind }) => kind === 'swap')).toBe(false);
    expect(others.map(({ people }) => people.holding)).toEqual([90]);
    // Bumi's evening ends: 10 recordings and 3 people with numbers; Pajang's and Laweyan's stand.
    expect(first?.people).toEqual({ sessions: 1, holding: 3, expected: 1000 });
    expect(first?.cost).toBeCloseTo(13);
    // Nobody goes unrecorded where the evening moves to the next date.
    expect(options[0]?.kind).toBe('move');
  });

  test('leaves the others of its stint where they are', () => {
    const both = { ...evening, kits: ['K01', 'K02'] };
    const elsewhere = { ...evening, venue: 'bumi', kits: ['K03'] };
    const shrink = optionsOf(aSimpleOffice(), [both, elsewhere]).options.find(({ kind }) => kind === 'shrink');
    expect(shrink?.stints.find(({ venue }) => venue === 'pajang')?.kits).toEqual(['K02']);
    expect(shrink?.recordingsLost).toBeCloseTo(10);
  });

  test('lets the stint go on when the kit is back', () => {
    const long = { ...evening, days: 2 };
    const { options } = optionsOf(aSimpleOffice({ kits: [aKit('K01', { recordingsPerHour: 10 })] }), [long]);
    expect(options.find(({ kind }) => kind === 'cancel')?.stints).toEqual([{ ...evening, start: '2013-10-08' }]);
  });

  test('is said to be no trouble where it stands idle anyway', () => {
    expect(optionsOf(aSimpleOffice(), [{ ...evening, kits: ['K02'] }])).toEqual({
      broken: undefined,
      alsoBroken: 0,
      options: [],
    });
  });
});

describe('an evening that cannot be held', () => {
  test('can be merged with one near by, as far as there is room, and not with one far off', () => {
    const near = { ...evening, venue: 'laweyan', kits: ['K02', 'K03'] };
    const few = aSimpleOffice({
      pools: [
        aPool('pajang', { remaining: 6, minSessions: 0 }),
        aPool('laweyan', { remaining: 12, minSessions: 0 }),
        aPool('bumi', { remaining: 0, minSessions: 0 }),
      ],
      kits: ['K01', 'K02', 'K03'].map((id) => aKit(id, { recordingsPerHour: 100 })),
    });
    const merge = optionsOf(few, [evening, near]).options.find(({ kind }) => kind === 'merge');
    // Room for 200 at Laweyan where 12 come: of Pajang's 6 all are recorded there.
    expect(merge?.mergedInto?.venue).toBe('laweyan');
    expect(merge?.mergedInto?.takesOver).toBeCloseTo(6);
    expect(merge?.recordingsLost).toBeCloseTo(0);
    const far = { ...evening, venue: 'bumi', kits: ['K02'] };
    expect(optionsOf(few, [evening, far]).options.map(({ kind }) => kind)).not.toContain('merge');
  });

  test('moves to another date of its pool when its venue closes', () => {
    const closure = { kind: 'venue-closes' as const, venue: 'pajang', from: '2013-10-07', until: '2013-10-07' };
    const { options } = optionsOf(aSimpleOffice(), [evening], closure);
    expect(options[0]).toMatchObject({ kind: 'move', stints: [{ ...evening, start: '2013-10-08' }] });
    expect(options.map(({ kind }) => kind)).toEqual(['move', 'cancel']);
  });
});

describe('the order of the options', () => {
  /** Two hundred an evening each; ten are expected at Pajang, and there is room for them near by. */
  function withRoomNearBy(): ProblemFile {
    return aSimpleOffice({
      pools: [
        aPool('pajang', { remaining: 10, minSessions: 0 }),
        aPool('laweyan', { remaining: 12, minSessions: 0 }),
        aPool('bumi', { remaining: 0, minSessions: 0 }),
      ],
      kits: ['K01', 'K02', 'K03'].map((id) => aKit(id, { recordingsPerHour: 200 })),
      rules: someRules({
        setupCost: 0,
        kmCost: 1,
        discountPerDay: 0,
        shortfallCost: 0,
        changeCost: 1,
        revisitGapDays: 0,
      }),
    });
  }
  const near = { ...evening, venue: 'laweyan', kits: ['K02'] };

  test('an idle kit comes before a merge that loses nobody and saves kilometres', () => {
    const { options } = optionsOf(withRoomNearBy(), [evening, near]);
    const merge = options.find(({ kind }) => kind === 'merge');
    expect(options[0]).toMatchObject({ kind: 'swap', people: { sessions: 0 } });
    expect(merge?.recordingsLost).toBeCloseTo(0);
    expect(merge?.people).toMatchObject({ sessions: 1, holding: 0 });
  });

  test('people over the room of the other place are lost', () => {
    // Room for 16 at Laweyan where about 12 come: of Pajang's 10 about 4 can be recorded there.
    const kits = ['K01', 'K02'].map((id) => aKit(id, { recordingsPerHour: 16 }));
    const merge = optionsOf({ ...withRoomNearBy(), kits }, [evening, near]).options.find(
      ({ kind }) => kind === 'merge',
    );
    expect(Math.round(merge?.mergedInto?.takesOver ?? 0)).toBe(4);
    expect(Math.round(merge?.recordingsLost ?? 0)).toBe(6);
  });

  test('people recorded at the other place do not come to a later evening here as well', () => {
    const two = { ...evening, days: 2 };
    const { options } = optionsOf(withRoomNearBy(), [two, near]);
    // All ten are recorded on the first evening, here or there; the second evening has nobody left.
    expect(options.find(({ kind }) => kind === 'merge')?.recordingsLost).toBeCloseTo(0);
  });

  test('a merge changes one published session, however long the kit is away, where an idle one can go on', () => {
    const two = { ...evening, days: 2 };
    const ends = ['2013-10-07', '2013-10-08'].map((until) => ({ ...failure, until }));
    const sessions = ends.map((trouble) => {
      const { options } = optionsOf(withRoomNearBy(), [two, near], trouble);
      return options.find(({ kind }) => kind === 'merge')?.people.sessions;
    });
    expect(sessions).toEqual([1, 1]);
  });
});

test('options tell the kilometres they add', () => {
  const file = aSimpleOffice({ rules: someRules({ shortfallCost: 0, minDays: 1, revisitGapDays: 0 }) });
  const stints = [{ ...evening, kits: ['K01', 'K02'] }];
  const announced = { ...file, published: stints };
  const { options } = optionsOf(file, stints);
  const problem = indexProblem(announced);
  const kmBefore = objectiveOf(problem, readStints(problem, stints)).km;
  for (const option of options) {
    const { km } = objectiveOf(problem, readStints(problem, option.stints));
    expect(option.extraKm).toBeCloseTo(km - kmBefore);
  }
});
