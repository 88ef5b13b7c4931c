import { liesIn } from '@jemput/shared/places/area';
import type { Outputs } from '#lib/api.ts';

type AreaProgress = Outputs['sessions']['progress']['byArea'][number];

/** All of an area together; hidden (null) as soon as one part of it is, so that no difference gives it away. */
export function progressOf(code: string, byArea: AreaProgress[]): Omit<AreaProgress, 'code' | 'name'> | null {
  const parts = byArea.filter((part) => liesIn(part.code, code));
  if (parts.length === 0) return null;
  const hidden = parts.some(({ remaining }) => remaining === null);
  const sum = (of: 'eligible' | 'recorded' | 'remaining') => parts.reduce((total, part) => total + (part[of] ?? 0), 0);
  return {
    eligible: sum('eligible'),
    recorded: hidden ? null : sum('recorded'),
    remaining: hidden ? null : sum('remaining'),
  };
}
