const forms = [
  ['/feeds/manifest.json', 'application/json'],
  ['/feeds/sessions.csv', 'text/csv'],
  ['/feeds/sessions.geojson', 'application/geo+json'],
  ['/feeds/sessions.ndjson', 'application/x-ndjson'],
  ['/feeds/all.ics', 'text/calendar'],
  ['/feeds/sessions.rss', 'application/rss+xml'],
] as const;

export const LICENCE = 'https://creativecommons.org/licenses/by/4.0/';

/** The schedule as a schema.org Dataset, for search engines of open data; safe inside an element. */
export function dataset(officeName: string, origin: string): string {
  const described = {
    '@context': 'https://schema.org',
    '@type': 'Dataset',
    name: `Jadwal perekaman KTP-el, ${officeName}`,
    description: 'Jadwal layanan jemput bola perekaman KTP-el, setiap perubahan dan pembatalannya, dan kemajuannya.',
    url: `${origin}/data`,
    license: LICENCE,
    inLanguage: 'id',
    isAccessibleForFree: true,
    creator: { '@type': 'GovernmentOrganization', name: officeName, url: `${origin}/` },
    distribution: forms.map(([path, encodingFormat]) => ({
      '@type': 'DataDownload',
      contentUrl: origin + path,
      encodingFormat,
    })),
  };
  return JSON.stringify(described).replaceAll('&', '\\u0026').replaceAll('<', '\\u003c');
}
