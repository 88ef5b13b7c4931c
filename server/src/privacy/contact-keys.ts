import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalDate } from '@jemput/shared/calendar/local-date';

/**
 * Names and addresses are sealed with one key a date, the last date on which they may be read. After it the key is destroyed: what is
 * still in the database, its log or an old backup cannot be opened by anybody. The keys lie in files outside the database.
 */
export interface ContactKeys {
  /** @param lastDate until the end of which it can be opened */
  seal(text: string, lastDate: LocalDate): string;
  /** Null where its key is destroyed. @throws Error where it was changed or never sealed here */
  open(sealed: string): string | null;
  /** @returns the dates whose keys were destroyed */
  destroyBefore(date: LocalDate): LocalDate[];
}

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_FILE = /^(\d{4}-\d{2}-\d{2})\.key$/;
/** Past the year of any date, so that a forged date reads no file outside the folder. */
const SEALED = /^(\d{4}-\d{2}-\d{2})\.([A-Za-z0-9_-]{38,})$/;

/** Keys in a folder that only the office's own account can read, made when first needed. */
export function contactKeys(directory: string): ContactKeys {
  const fileOf = (date: string) => join(directory, `${date}.key`);
  const read = (date: string): Buffer | null => {
    try {
      const text = readFileSync(fileOf(date), 'utf8').trim();
      return text === '' ? null : Buffer.from(text, 'base64url');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  };
  const make = (date: string): Buffer => {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    // What a full disk left of a key: nothing was ever sealed with it.
    if (statSync(fileOf(date), { throwIfNoEntry: false })?.size === 0) rmSync(fileOf(date), { force: true });
    try {
      writeFileSync(fileOf(date), randomBytes(KEY_BYTES).toString('base64url'), { mode: 0o600, flag: 'wx' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
        rmSync(fileOf(date), { force: true });
        throw error;
      }
    }
    return read(date) ?? make(date);
  };
  return {
    seal: (text, lastDate) => sealWith(read(lastDate) ?? make(lastDate), lastDate, text),
    open(sealed) {
      const [, date, body] = SEALED.exec(sealed) ?? [];
      if (!date || !body) throw new Error('This was not sealed here.');
      const key = read(date);
      return key && openWith(key, date, Buffer.from(body, 'base64url'));
    },
    destroyBefore(date) {
      const dates = datesIn(directory).filter((kept) => kept < date);
      for (const old of dates) rmSync(fileOf(old), { force: true });
      return dates as LocalDate[];
    },
  };
}

function datesIn(directory: string): string[] {
  try {
    return readdirSync(directory).flatMap((name) => KEY_FILE.exec(name)?.[1] ?? []);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function sealWith(key: Buffer, date: string, text: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce).setAAD(Buffer.from(date));
  const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `${date}.${sealed.toString('base64url')}`;
}

function openWith(key: Buffer, date: string, sealed: Buffer): string {
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const tag = sealed.subarray(sealed.length - TAG_BYTES);
  const decipher = createDecipheriv(CIPHER, key, nonce).setAAD(Buffer.from(date)).setAuthTag(tag);
  const body = sealed.subarray(NONCE_BYTES, sealed.length - TAG_BYTES);
  return `${decipher.update(body, undefined, 'utf8')}${decipher.final('utf8')}`;
}
