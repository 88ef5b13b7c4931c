/** Leaves nothing of the account behind on a shared phone, except reports that the office has not received. */
export async function forgetAccount(): Promise<void> {
  for (const key of Object.keys(localStorage)) {
    const sent = key.startsWith('jemput.report.') && localStorage.getItem(key)?.includes('"place":"office"');
    if (sent || key.startsWith('jemput.day-sheet.') || key.startsWith('jemput.checklist.'))
      localStorage.removeItem(key);
  }
  for (const name of await caches.keys()) if (name.startsWith('jemput-pages')) await caches.delete(name);
}
