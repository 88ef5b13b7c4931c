import { m } from '#lib/paraglide/messages.js';

export interface PlannerPage {
  path: string;
  text: string;
  /** Pages that share this entry, the first at its own address: a second row names them. */
  tabs?: readonly PlannerPage[];
}

/** The planners' navigation in order. */
export function plannerPages(isAdmin: boolean): PlannerPage[] {
  return [
    { path: '/rencana', text: m.workbench_nav_board() },
    { path: '/rencana/peta', text: m.workbench_nav_map() },
    { path: '/rencana/banding', text: m.whatif_nav() },
    {
      path: '/rencana/perkiraan',
      text: m.workbench_nav_forecast(),
      tabs: [
        { path: '/rencana/perkiraan', text: m.field_forecast_nav() },
        { path: '/rencana/perkiraan/hasil', text: m.judged_nav() },
        { path: '/rencana/peristiwa', text: m.event_nav() },
        { path: '/rencana/hitung', text: m.queue_nav() },
      ],
    },
    {
      path: '/rencana/antrean',
      text: m.numbers_nav(),
      tabs: [
        { path: '/rencana/antrean', text: m.numbers_nav_coming() },
        { path: '/rencana/antrean/hasil', text: m.numbers_nav_measured() },
        { path: '/rencana/antrean/janggal', text: m.numbers_nav_odd() },
        { path: '/rencana/pesan', text: m.messages_nav() },
        { path: '/rencana/antrean/aturan', text: m.numbers_nav_settings() },
      ],
    },
    {
      path: '/rencana/lokasi',
      text: m.workbench_nav_venues(),
      tabs: [
        { path: '/rencana/lokasi', text: m.counter_nav_venues() },
        { path: '/rencana/loket', text: m.counter_nav() },
      ],
    },
    { path: '/rencana/alat', text: m.workbench_nav_kits() },
    {
      path: '/rencana/kalender',
      text: m.calendar_nav(),
      tabs: [
        { path: '/rencana/kalender', text: m.calendar_nav_days() },
        { path: '/rencana/kalender/malam', text: m.calendar_nav_evening() },
        { path: '/rencana/kantor', text: m.calendar_nav_office() },
      ],
    },
    { path: '/rencana/impor', text: m.workbench_nav_imports() },
    ...(isAdmin ? [{ path: '/rencana/akun', text: m.workbench_nav_accounts() }] : []),
  ];
}

/** The page whose address that of a visit begins with, the longest of several; the board has none below it. */
export function pageAt(pages: readonly PlannerPage[], pathname: string): PlannerPage | undefined {
  return pages
    .filter(({ path }) => pathname === path || (path !== '/rencana' && pathname.startsWith(`${path}/`)))
    .reduce<PlannerPage | undefined>(
      (best, one) => (one.path.length > (best?.path.length ?? 0) ? one : best),
      undefined,
    );
}
