/** Under which the schedule may be used by anybody, with its SPDX id. Names of areas are of idn-area-data, ODbL-1.0. */
export const dataLicence = {
  id: 'CC-BY-4.0',
  name: 'Creative Commons Attribution 4.0 International',
  url: 'https://creativecommons.org/licenses/by/4.0/',
} as const;
