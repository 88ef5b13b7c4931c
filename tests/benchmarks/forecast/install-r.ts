import { spawnSync } from 'node:child_process';

const DEBIAN_PACKAGES = ['r-base-core', 'r-cran-lme4', 'r-cran-glmmtmb', 'r-cran-mgcv', 'r-cran-forecast'];
const R_PACKAGES = ['lme4', 'glmmTMB', 'mgcv', 'forecast'];

function hasR(): boolean {
  const asked = `q(status = !all(sapply(c(${R_PACKAGES.map((name) => `'${name}'`).join(', ')}), requireNamespace, quietly = TRUE)))`;
  return spawnSync('Rscript', ['--vanilla', '-e', asked], { stdio: 'ignore' }).status === 0;
}

/**
 * Installs R and its packages from Debian where they are missing.
 *
 * @throws where that is not possible, with what to do by hand
 */
export function installR(): void {
  if (hasR()) return;
  const prefix = process.getuid?.() === 0 ? [] : ['sudo', '--non-interactive'];
  for (const words of [['update'], ['install', '--yes', '--no-install-recommends', ...DEBIAN_PACKAGES]]) {
    const [command = 'apt-get', ...rest] = [...prefix, 'apt-get', ...words];
    spawnSync(command, rest, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  }
  if (hasR()) return;
  throw new Error(
    `--with-r needs R with ${R_PACKAGES.join(', ')}, which could not be installed; on Debian: apt-get install ${DEBIAN_PACKAGES.join(' ')}`,
  );
}
