import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeLabels } from '../../web/src/routes/(finder)/place-labels.ts';

const map = { width: 500, height: 400 };

test('a name stands above its circle where it can, else beside, else below', () => {
  const marker = (x: number, y: number) => ({ x, y, labelWidth: 60 });
  expect(placeLabels([marker(250, 200)], map)).toEqual(['top']);
  expect(placeLabels([marker(250, 20)], map)).toEqual(['right']);
  expect(placeLabels([marker(490, 200)], map)).toEqual(['left']);
});

test('where nothing fits, no name is forced', () => {
  const crowd = Array.from({ length: 30 }, (_, index) => ({ x: 250 + index, y: 200, labelWidth: 80 }));
  const sides = placeLabels(crowd, map);
  expect(sides).toContain(null);
  expect(sides.some((side) => side !== null)).toBe(true);
});

test('no name covers a circle', () => {
  const marker = fc.record({
    x: fc.integer({ min: 0, max: 500 }),
    y: fc.integer({ min: 0, max: 400 }),
    labelWidth: fc.integer({ min: 30, max: 120 }),
  });
  fc.assert(
    fc.property(fc.array(marker, { maxLength: 20 }), (markers) => {
      placeLabels(markers, map).forEach((side, index) => {
        const own = markers[index];
        if (side !== 'right' || !own) return;
        const covered = markers.filter(
          ({ x, y }) => x > own.x + 14 && x < own.x + 14 + own.labelWidth && Math.abs(y - own.y) < 11,
        );
        expect(covered).toEqual([]);
      });
    }),
  );
});
