/** What pages and their libraries call and Chrome 90, the last on many phones with Android 8, does not have yet. */
function add(owner: object, name: string, value: unknown): void {
  if (!(name in owner)) Object.defineProperty(owner, name, { value, writable: true, configurable: true });
}

type Order = (one: unknown, other: unknown) => number;
type Meets = (item: unknown, place: number, list: unknown[]) => boolean;

add(Object, 'hasOwn', (owner: object, key: PropertyKey) => Object.hasOwn(owner, key));
for (const { prototype } of [Array, String]) {
  add(prototype, 'at', function (this: ArrayLike<unknown>, place: number) {
    return this[place < 0 ? this.length + place : place];
  });
}
add(Array.prototype, 'findLast', function (this: unknown[], meets: Meets) {
  for (let place = this.length - 1; place >= 0; place -= 1) if (meets(this[place], place, this)) return this[place];
  return undefined;
});
add(Array.prototype, 'toSorted', function (this: unknown[], order?: Order) {
  return [...this].sort(order);
});
add(Array.prototype, 'toReversed', function (this: unknown[]) {
  return [...this].reverse();
});
add(Map, 'groupBy', (items: Iterable<unknown>, keyOf: (item: unknown, place: number) => unknown) => {
  const groups = new Map<unknown, unknown[]>();
  let place = 0;
  for (const item of items) {
    const key = keyOf(item, place);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
    place += 1;
  }
  return groups;
});
add(AbortSignal, 'timeout', (millis: number) => {
  const controller = new AbortController();
  setTimeout(() => controller.abort(), millis);
  return controller.signal;
});
