import { constants } from 'node:fs';
import { access, readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Fault } from '@jemput/shared/planning/problem';

/** Where a command writes, and its clock. */
export interface CommandIo {
  out(text: string): void;
  err(text: string): void;
  /** Milliseconds that never run backwards. */
  now(): number;
}

export const processIo: CommandIo = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  now: () => performance.now(),
};

/** What the user gave cannot be used; every line is one fault. Exit 2. */
export class BadInput extends Error {
  readonly lines: string[];

  constructor(lines: string[]) {
    super(lines.join('\n'));
    this.lines = lines;
  }
}

/** Asked before long work. @throws BadInput where no file can be written at the path of `--out` */
export async function refuseUnwritable(path: string): Promise<void> {
  const refuse = (why: string) => {
    throw new BadInput([`--out: got "${path}", expected a file in a folder that can be written to (${why})`]);
  };
  await access(dirname(path), constants.W_OK).catch((error: Error) => refuse(error.message));
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory()) refuse('it is a folder');
  if (found) await access(path, constants.W_OK).catch((error: Error) => refuse(error.message));
}

/** @throws BadInput where the file cannot be read or is not JSON */
export async function readJson(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? 'there is no such file' : error.message;
    throw new BadInput([`${path}: ${why}. Give the path of a JSON file.`]);
  });
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new BadInput([`${path}: not JSON: ${error instanceof Error ? error.message : error}`]);
  }
}

/** One line a fault: file, JSON pointer, field, value, what was expected. */
export function faultLines(path: string, faults: readonly Fault[]): string[] {
  return faults.map(({ pointer, value, expected, code }) => {
    const field =
      pointer
        .split('/')
        .filter((part) => !/^\d*$/.test(part))
        .at(-1) ?? 'file';
    const shown = value === undefined ? 'nothing' : (JSON.stringify(value) ?? String(value)).slice(0, 120);
    return `${path}: ${pointer || '/'}: ${field}: got ${shown}, expected ${expected} [${code}]`;
  });
}

/** Runs a command's body; bad input is told whole and answered with 2. */
export async function orBadInput(io: CommandIo, usage: string, body: () => Promise<number>): Promise<number> {
  try {
    return await body();
  } catch (error) {
    if (error instanceof BadInput) {
      for (const line of error.lines) io.err(`${line}\n`);
      return 2;
    }
    if (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) {
      if (/'(--help|-h)'/.test(error.message)) {
        io.out(`${usage}\n`);
        return 0;
      }
      io.err(`${error.message}\n${usage}\n`);
      return 2;
    }
    throw error;
  }
}
