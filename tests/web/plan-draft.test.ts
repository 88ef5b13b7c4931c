/// <reference types="svelte" />
import { objectiveOf } from '@jemput/shared/planning/objective';
import { indexProblem, toStint } from '@jemput/shared/planning/problem';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BoardStint, endMoved, moved, startMoved } from '../../web/src/routes/rencana/papan/board-stint.ts';
import { EarlierLayouts } from '../../web/src/routes/rencana/papan/earlier-layouts.ts';
import { PlanDraft, type Save } from '../../web/src/routes/rencana/papan/plan-draft.svelte.ts';
import { aProblem } from '../fixtures/a-problem.ts';

/** Monday to Wednesday of the first week, at Pajang. */
function aStint(over: Partial<BoardStint> = {}): BoardStint {
  return {
    id: 's1',
    venue: 'pajang',
    slot: 'malam',
    start: '2013-10-07',
    days: 3,
    kits: ['K01'],
    pinned: false,
    ...over,
  };
}

const accepted: Save = async ({ revision }) => ({ revision: revision + 1 });

function aDraft(stints: BoardStint[] = [aStint()], save: Save = accepted, earlier: PlanDraft['steps'] = []): PlanDraft {
  const plan = {
    id: 'plan',
    name: 'Rencana',
    status: 'draft' as const,
    revision: 4,
    timetableId: 1,
    horizonStart: '2013-10-07',
    horizonEnd: '2013-10-20',
    proof: null,
    forecastModel: null,
    stale: false,
  };
  return new PlanDraft({ problem: aProblem(), stints, plan }, save, earlier);
}

describe('editing', () => {
  test('each edit can be undone and done again, one by one', () => {
    const draft = aDraft();
    draft.edit(moved(aStint(), 1));
    draft.togglePin('s1');
    expect(draft.find('s1')).toMatchObject({ start: '2013-10-08', pinned: true });
    draft.undo();
    expect(draft.find('s1')).toMatchObject({ start: '2013-10-08', pinned: false });
    draft.undo();
    expect(draft.find('s1')).toMatchObject({ start: '2013-10-07' });
    expect([draft.canUndo, draft.dirty]).toEqual([false, false]);
    draft.redo();
    draft.redo();
    expect(draft.find('s1')).toMatchObject({ start: '2013-10-08', pinned: true });
    expect(draft.canRedo).toBe(false);
  });

  test('a drag over many days is one step, and gives up as if it had never begun', () => {
    const draft = aDraft();
    const drag = Symbol('drag');
    for (const days of [1, 2, 3]) draft.edit(moved(aStint(), days), drag);
    expect(draft.find('s1')?.start).toBe('2013-10-10');
    draft.abandon(drag);
    expect(draft.find('s1')?.start).toBe('2013-10-07');
    expect([draft.canUndo, draft.dirty]).toEqual([false, false]);
    const again = Symbol('drag');
    for (const days of [1, 2]) draft.edit(moved(aStint(), days), again);
    draft.undo();
    expect(draft.find('s1')?.start).toBe('2013-10-07');
  });

  test('an edit that changes nothing is no step', () => {
    const draft = aDraft();
    draft.edit(aStint());
    draft.removeKit('s1');
    expect(draft.canUndo).toBe(false);
  });

  test('a new edit forgets what was undone', () => {
    const draft = aDraft();
    draft.edit(moved(aStint(), 1));
    draft.undo();
    draft.add({ ...aStint(), venue: 'bumi', kits: ['K02'] });
    expect(draft.canRedo).toBe(false);
    expect(draft.stints.length).toBe(2);
  });

  test('kits come free ones first, and never twice', () => {
    const draft = aDraft([aStint(), aStint({ id: 's2', venue: 'bumi', start: '2013-10-10', kits: ['K02'] })]);
    draft.addKit('s1');
    expect(draft.find('s1')?.kits).toEqual(['K01', 'K02']);
    draft.addKit('s1');
    expect(draft.find('s1')?.kits).toEqual(['K01', 'K02']);
    draft.edit({ ...aStint(), days: 5 });
    draft.addKit('s1');
    expect(draft.find('s1')?.kits).toEqual(['K01']);
  });

  test('stretching keeps the other end and at least one day', () => {
    expect(endMoved(aStint(), -7).days).toBe(1);
    expect(startMoved(aStint(), 9)).toMatchObject({ start: '2013-10-09', days: 1 });
    expect(startMoved(aStint(), -2)).toMatchObject({ start: '2013-10-05', days: 5 });
  });

  test('undoing everything always comes back to what was there', () => {
    const step = fc.constantFrom('left', 'right', 'long', 'short', 'pin', 'kit', 'add', 'remove');
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const draft = aDraft();
        for (const [at, name] of steps.entries()) {
          const stint = draft.stints[at % Math.max(1, draft.stints.length)];
          if (name === 'add') draft.add(aStint({ venue: 'bumi' }));
          else if (!stint) continue;
          else if (name === 'remove') draft.remove(stint.id);
          else if (name === 'pin') draft.togglePin(stint.id);
          else if (name === 'kit') draft.addKit(stint.id);
          else if (name === 'long' || name === 'short') draft.edit(endMoved(stint, name === 'long' ? 1 : -1));
          else draft.edit(moved(stint, name === 'right' ? 1 : -1));
        }
        const last = draft.stints;
        while (draft.canUndo) draft.undo();
        expect(draft.stints).toEqual([aStint()]);
        expect(draft.dirty).toBe(false);
        while (draft.canRedo) draft.redo();
        expect(draft.stints).toEqual(last);
      }),
    );
  });
});

test('a plan read anew can be undone to what stood before it, and that is saved against the newest revision', async () => {
  const before = aDraft();
  before.edit(moved(aStint(), 1));
  const sent: unknown[] = [];
  const planned = [aStint({ id: 'p1', venue: 'bumi', kits: ['K02'] })];
  const draft = aDraft(
    planned,
    async (input) => {
      sent.push(input);
      return { revision: 5 };
    },
    before.steps,
  );
  expect([draft.stints, draft.canUndo, draft.dirty]).toEqual([planned, true, false]);
  draft.undo();
  expect([draft.stints, draft.dirty]).toEqual([[moved(aStint(), 1)], true]);
  expect(await draft.save()).toBe(true);
  expect(sent).toEqual([{ planId: 'plan', revision: 4, stints: [moved(aStint(), 1)] }]);
  draft.undo();
  expect(draft.stints).toEqual([aStint()]);
  for (const _ of [1, 2]) draft.redo();
  expect(draft.stints).toEqual(planned);
});

test('earlier layouts are given once, to the plan they are of', () => {
  const earlier = new EarlierLayouts();
  earlier.keep('plan', [[aStint()]]);
  expect(earlier.take('other')).toEqual([]);
  expect(earlier.take('plan')).toEqual([[aStint()]]);
  expect(earlier.take('plan')).toEqual([]);
});

describe('judging', () => {
  test('a drag onto a closed day is told at once, with the stint it concerns', () => {
    const draft = aDraft();
    expect(draft.judgement.notices).toEqual([]);
    draft.edit(moved(aStint(), 4));
    expect(draft.judgement.notices).toMatchObject([
      { code: 'venue_closed', stintIds: ['s1'], params: { venue: 'pajang', date: '2013-10-13' } },
    ]);
  });

  test('a pin taken back is no broken promise, and a pinned one may be moved', () => {
    const draft = aDraft([aStint({ pinned: true })]);
    draft.edit(moved(aStint({ pinned: true }), 1));
    draft.togglePin('s1');
    expect(draft.judgement.notices).toEqual([]);
  });

  test('more pins leave the proven bound valid, a pin taken back does not', () => {
    const draft = aDraft([aStint({ pinned: true }), aStint({ id: 's2', venue: 'bumi', kits: ['K02'] })]);
    draft.togglePin('s2');
    expect(draft.keepsPins).toBe(true);
    draft.togglePin('s1');
    expect(draft.keepsPins).toBe(false);
  });

  test('people are those of the engine, term by term', () => {
    const draft = aDraft();
    const problem = indexProblem(aProblem());
    const { pinned, id, ...stint } = aStint();
    const worth = objectiveOf(problem, { stints: [toStint(problem, stint)] });
    expect(draft.judgement.worth).toEqual(worth);
    expect(draft.judgement.byStint.get('s1')?.served).toBeCloseTo(worth.recordings, 9);
    draft.edit(endMoved(aStint(), 1));
    expect(draft.gained).toBeCloseTo(draft.judgement.worth.recordings - worth.recordings, 9);
    expect(draft.gained).toBeGreaterThan(0);
  });

  test('a venue no longer in use is told, not fallen over', () => {
    const draft = aDraft([aStint(), aStint({ id: 's2', venue: 'tutup-selamanya' })]);
    expect(draft.judgement.notices).toMatchObject([{ code: 'unknown', stintIds: ['s2'] }]);
  });
});

describe('saving', () => {
  test('sends what is on the board against the revision it was read at', async () => {
    const sent: unknown[] = [];
    const draft = aDraft([aStint()], async (input) => {
      sent.push(input);
      return { revision: 5 };
    });
    expect(await draft.save()).toBe(true);
    expect(sent).toEqual([]);
    draft.edit(moved(aStint(), 1));
    expect(await draft.save()).toBe(true);
    expect(sent).toEqual([{ planId: 'plan', revision: 4, stints: [moved(aStint(), 1)] }]);
    expect([draft.revision, draft.dirty]).toEqual([5, false]);
    draft.undo();
    expect(draft.dirty).toBe(true);
  });

  test('is refused here where a rule is broken, and nothing is sent', async () => {
    const draft = aDraft([aStint()], () => Promise.reject(new Error('must not be asked')));
    draft.edit(moved(aStint(), 4));
    expect(await draft.save()).toBe(false);
    expect([draft.dirty, draft.refusal]).toEqual([true, undefined]);
  });

  test('keeps the edits and says why where somebody else was first', async () => {
    const conflict = Object.assign(new Error('changed by Sri'), { data: { code: 'CONFLICT' } });
    const draft = aDraft([aStint()], () => Promise.reject(conflict));
    draft.edit(moved(aStint(), 1));
    expect(await draft.save()).toBe(false);
    expect(draft.refusal).toMatchObject({ code: 'CONFLICT', message: 'changed by Sri' });
    expect([draft.dirty, draft.saving, draft.revision]).toEqual([true, false, 4]);
  });

  test('what is edited while the office saves is still unsaved afterwards', async () => {
    let answer = (_: { revision: number }): void => undefined;
    const draft = aDraft([aStint()], () => new Promise((resolve) => (answer = resolve)));
    draft.edit(moved(aStint(), 1));
    const saving = draft.save();
    draft.edit(moved(aStint(), 2));
    answer({ revision: 5 });
    expect(await saving).toBe(true);
    expect([draft.dirty, draft.revision]).toEqual([true, 5]);
  });
});
