import { kitChoices } from '@jemput/shared/planning/kit-choices';
import { kitGroups } from '@jemput/shared/planning/kit-groups';
import { checkProblem, indexProblem } from '@jemput/shared/planning/problem';
import { describe, expect, test } from 'vitest';
import { aKit, aProblem, aVenue } from '../../fixtures/a-problem.ts';

const groups = [
  { kits: [0, 1], recordingsPerHour: 20 },
  { kits: [2], recordingsPerHour: 15 },
];

describe('choices of kits', () => {
  test('are every way to take one to so many', () => {
    const counts = kitChoices(groups, 2).map(({ kits }) => kits.join());
    expect(counts.sort()).toEqual(['0,1', '1,0', '1,1', '2,0']);
  });

  test('know what is left without one kit, and what one exchanged makes', () => {
    const choices = kitChoices(groups, 2);
    const named = (at: number | undefined) => choices[at ?? -1]?.kits.join();
    const both = choices.find(({ kits }) => kits.join() === '1,1');
    expect(both?.recordingsPerHour).toBe(35);
    expect(both?.without.map(named)).toEqual(['0,1', '1,0']);
    expect(both?.exchanged.map(named)).toEqual(['2,0']);
    expect(choices.find(({ kits }) => kits.join() === '0,1')?.without).toEqual([-1, -1]);
  });
});

describe('kit groups', () => {
  const groupsOf = (speeds: number[], maxKits: number) => {
    const check = checkProblem(
      aProblem({
        kits: speeds.map((recordingsPerHour, at) => aKit(`K${at}`, { recordingsPerHour })),
        venues: ['pajang', 'laweyan', 'bumi'].map((id) => aVenue(id, { maxKits })),
      }),
    );
    if (!check.ok) throw new Error(JSON.stringify(check.faults));
    return kitGroups(indexProblem(check.problem)).map((group) => group.recordingsPerHour);
  };

  test('are the speeds, the fastest first', () => {
    expect(groupsOf([14, 20, 16, 18, 20, 15], 4)).toEqual([20, 18, 16, 15, 14]);
  });

  test('are shared by neighbours in speed where there are more than six', () => {
    expect(groupsOf([1, 2, 3, 4, 5, 6, 7, 8], 2)).toEqual([8, 6, 4, 2]);
  });

  test('are fewer where a venue takes many kits', () => {
    const speeds = Array.from({ length: 20 }, (_, at) => 10 + (at % 5));
    expect(groupsOf(speeds, 4)).toHaveLength(5);
    expect(groupsOf(speeds, 20).length).toBeLessThan(3);
  });
});
