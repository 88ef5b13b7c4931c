import { seededRandom } from '@jemput/server/demo/seeded-random';
import type { Area } from '@jemput/shared/places/area';

export interface Mistyped {
  text: string;
  /** The name that was meant. */
  name: string;
}

const letters = 'abcdefghijklmnopqrstuvwxyz';

/** Villages' names of five letters or more with one typing error each, every other one with its district beside it. */
export function mistypedNames(all: readonly Area[], count: number): Mistyped[] {
  const random = seededRandom(5);
  const nameOf = new Map(all.map(({ code, name }) => [code, name]));
  const villages = all.filter(({ level, name }) => level === 'village' && name.length >= 5);
  const upTo = (length: number) => Math.floor(random() * length);
  return Array.from({ length: count }, (_, index) => {
    const { name = '', parentCode = '' } = villages[upTo(villages.length)] ?? {};
    const at = 1 + upTo(name.length - 1);
    const letter = letters[upTo(letters.length)] ?? '';
    const kind = upTo(4);
    const swapped = kind === 3 && at + 1 < name.length;
    const wrong = swapped
      ? `${name.slice(0, at)}${name[at + 1]}${name[at]}${name.slice(at + 2)}`
      : name.slice(0, at) + (kind === 0 ? '' : letter) + name.slice(kind === 1 ? at : at + 1);
    return { name, text: index % 2 === 0 ? wrong : `${wrong} ${nameOf.get(parentCode ?? '') ?? ''}` };
  });
}
