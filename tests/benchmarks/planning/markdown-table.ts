export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Lowest–highest. */
export function spread(values: readonly number[], digits: number): string {
  const texts = [Math.min(...values), Math.max(...values)].map((value) => value.toFixed(digits));
  return [...new Set(texts)].join('–');
}

export function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`;
}

export function whole(value: number | null): string {
  return value === null ? '—' : Math.round(value).toLocaleString('en');
}

export function oneDecimal(value: number | null): string {
  return value === null ? '—' : value.toLocaleString('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
}
