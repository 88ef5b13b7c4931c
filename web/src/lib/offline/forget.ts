const forgotten = ['jemput.day-sheet.', 'jemput.checklist.', 'jemput.evening-sheet.'];

/** Leaves nothing of the account behind on a shared phone, except what the office has not received. */
export async function forgetAccount(): Promise<void> {
  for (const key of Object.keys(localStorage)) {
    const sent = key.startsWith('jemput.report.') && localStorage.getItem(key)?.includes('"place":"office"');
    const told = key.startsWith('jemput.evening-event.') && !localStorage.getItem(key)?.includes('"at":"phone"');
    if (sent || told || forgotten.some((start) => key.startsWith(start))) localStorage.removeItem(key);
  }
  for (const name of await caches.keys()) if (name.startsWith('jemput-pages')) await caches.delete(name);
}
