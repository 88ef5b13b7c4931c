// Runs a program with the bundled runtime first in PATH. Plain JavaScript, no dependencies: it works on a fresh clone.
import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const bin = join(root, 'node_modules/.bin');

/**
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: Record<string, string>, cwd?: string, quiet?: boolean, stdout?: 'inherit' | NodeJS.WriteStream }} [options]
 * @returns {Promise<number>} the exit code; 128 + signal number where a signal ended it
 */
export function run(command, args, { env = {}, cwd = root, quiet = false, stdout = 'inherit' } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      stdio: ['inherit', quiet ? 'ignore' : stdout, quiet ? 'ignore' : 'inherit'],
      shell: process.platform === 'win32',
      env: {
        ...process.env,
        TURBO_TELEMETRY_DISABLED: '1',
        ...env,
        PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`,
      },
    });
    const forward = (signal) => child.kill(signal);
    process.on('SIGINT', forward);
    process.on('SIGTERM', forward);
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      process.off('SIGINT', forward);
      process.off('SIGTERM', forward);
      resolve(code ?? (signal === 'SIGINT' ? 130 : 143));
    });
  });
}

/** Like `run`, but ends this process where the program failed. */
export async function runOrExit(command, args, options) {
  const code = await run(command, args, options);
  if (code !== 0) process.exit(code);
}
