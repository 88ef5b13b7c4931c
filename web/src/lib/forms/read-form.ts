/** A text field without the spaces around it; '' where the form has none. */
export function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
}

/** A number with decimal point or comma; NaN, which every schema refuses, where it is none. */
export function numberOf(form: FormData, name: string): number {
  const text = textOf(form, name).replace(',', '.');
  return text === '' ? Number.NaN : Number(text);
}

export function isTicked(form: FormData, name: string): boolean {
  return form.get(name) !== null;
}

/** A short name for addresses out of a full one: "Pasar Gede (timur)" → "pasar-gede-timur". */
export function idFrom(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  return plain
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 64);
}
