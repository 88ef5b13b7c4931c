/**
 * Spread on `<details>`: opened for a reason, and otherwise left as the reader has it. A plain `open={false}` would
 * close, when the page's script wakes, what had been opened before.
 */
export function openWhen(reason: boolean): { open?: true } {
  return reason ? { open: true } : {};
}
