export type Side = 'top' | 'right' | 'bottom' | 'left';

/** A marker's middle and the width of its name, in pixels. */
export interface Marker {
  x: number;
  y: number;
  labelWidth: number;
}

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const LABEL_HEIGHT = 22;
const RADIUS = 11;
/** Between a marker's middle and its label. */
const OFFSET = 14;

function boxAt({ x, y, labelWidth }: Marker, side: Side): Box {
  const middle = { top: y - LABEL_HEIGHT / 2, bottom: y + LABEL_HEIGHT / 2 };
  const centred = { left: x - labelWidth / 2, right: x + labelWidth / 2 };
  if (side === 'top') return { ...centred, top: y - OFFSET - LABEL_HEIGHT, bottom: y - OFFSET };
  if (side === 'bottom') return { ...centred, top: y + OFFSET, bottom: y + OFFSET + LABEL_HEIGHT };
  if (side === 'right') return { ...middle, left: x + OFFSET, right: x + OFFSET + labelWidth };
  return { ...middle, left: x - OFFSET - labelWidth, right: x - OFFSET };
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/**
 * Where each marker's name fits without covering a marker or a name placed before it; null where it fits nowhere inside
 * the map.
 */
export function placeLabels(markers: Marker[], map: { width: number; height: number }): (Side | null)[] {
  const taken: Box[] = markers.map(({ x, y }) => ({
    left: x - RADIUS,
    top: y - RADIUS,
    right: x + RADIUS,
    bottom: y + RADIUS,
  }));
  const inside = (box: Box) => box.left >= 0 && box.top >= 0 && box.right <= map.width && box.bottom <= map.height;
  return markers.map((marker) => {
    for (const side of ['top', 'right', 'left', 'bottom'] as const) {
      const box = boxAt(marker, side);
      if (!inside(box) || taken.some((other) => overlap(box, other))) continue;
      taken.push(box);
      return side;
    }
    return null;
  });
}
