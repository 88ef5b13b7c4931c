import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isTimeOfDay } from '@jemput/shared/calendar/time-of-day';
import { isTimeZone } from '@jemput/shared/calendar/time-zone';

export interface Settings {
  host: string;
  /** 0 lets the system choose a free one. */
  port: number;
  /** The public address without a slash at the end, for links and cookies. */
  origin: string;
  databaseUrl: string;
  databaseAuthToken: string | null;
  /** Where the last good schedule is kept, for the time when the database is away. */
  scheduleFile: string;
  /** Where the feeds of the whole city are kept as plain files. */
  feedDirectory: string;
  /** Where the keys are kept that open names and addresses, apart from the database and its backups. */
  contactKeyDirectory: string;
  /** Signs cookies and links. */
  secret: string;
  /** Load the demo city into an empty database. */
  demo: boolean;
  production: boolean;
  /** The office's IANA zone. */
  zone: string;
  /** When the forecast is fitted anew every night, `HH:mm` in the office's zone. */
  refitAt: string;
  smtpUrl: string | null;
  mailFrom: string | null;
  vapid: { publicKey: string; privateKey: string } | null;
  messageWebhookUrl: string | null;
  /** Signs what is sent to the webhook, and what it answers later. */
  messageWebhookSecret: string | null;
  /** Raster tiles and their credit; null draws places on a plain ground. */
  mapTiles: { url: string; attribution: string } | null;
  /** Lets whoever sends it as `Authorization: Bearer` read /metrics from elsewhere; without it they are told on this machine only. */
  metricsToken: string | null;
  /** Read the client's address from X-Forwarded-For. */
  trustProxy: boolean;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** A setting is unknown or has a bad value; the message is one line that names it. */
export class BadSetting extends Error {
  override name = 'BadSetting';
}

const knownJemputNames = ['JEMPUT_SECRET', 'JEMPUT_DEMO'];
const MIN_SECRET_CHARACTERS = 32;
const MIN_TOKEN_CHARACTERS = 16;

/** Writes out the setting's value unless it is a secret. */
function refuse(name: string, value: string, expected: string): never {
  const secret = /SECRET|TOKEN|KEY|SMTP|WEBHOOK/.test(name);
  throw new BadSetting(`${name}=${secret ? '(hidden)' : value} is not a good setting: expected ${expected}.`);
}

function text(env: Environment, name: string): string | null {
  const value = env[name]?.trim();
  return value === undefined || value === '' ? null : value;
}

function oneOrZero(env: Environment, name: string, standard: boolean): boolean {
  const value = text(env, name) ?? (standard ? '1' : '0');
  if (value !== '0' && value !== '1') refuse(name, value, '0 or 1');
  return value === '1';
}

function url(env: Environment, name: string, protocols: string[]): string | null {
  const value = text(env, name);
  if (value === null) return null;
  const known = protocols.some((protocol) => value.startsWith(`${protocol}:`));
  if (!known || (!value.startsWith('file:') && !URL.canParse(value))) {
    refuse(name, value, `an address that starts with ${protocols.map((protocol) => `${protocol}:`).join(' or ')}`);
  }
  return value;
}

function databaseUrl(env: Environment, standard: string): string {
  const value = url(env, 'DATABASE_URL', ['file', 'libsql', 'http', 'https', 'ws', 'wss']) ?? standard;
  const file = /^file:([^?]*)(\?.*)?$/.exec(value);
  if (file && (file[2] !== undefined || ['', '//', ':memory:'].includes(file[1] ?? ''))) {
    refuse('DATABASE_URL', value, 'file: and the path of a file, such as file:./data/jemput.db');
  }
  return value;
}

/** Beside the database's file, where there is one, and named after it. */
function scheduleFile(databaseUrl: string, directory: string): string {
  const file = /^file:(.*)$/.exec(databaseUrl)?.[1];
  return file === undefined ? join(directory, 'schedule.ndjson') : file.replace(/(\.[^./]*)?$/, '.schedule.ndjson');
}

function contactKeyDirectory(databaseUrl: string, directory: string): string {
  const file = /^file:(.*)$/.exec(databaseUrl)?.[1];
  return file === undefined ? join(directory, 'contact-keys') : file.replace(/(\.[^./]*)?$/, '.contact-keys');
}

/** Beside the database's file, where there is one. */
function feedDirectory(env: Environment, databaseUrl: string, directory: string): string {
  const file = /^file:(.*)$/.exec(databaseUrl)?.[1];
  const value = text(env, 'FEED_DIR') ?? join(file === undefined ? directory : dirname(file), 'feed');
  if (statSync(value, { throwIfNoEntry: false })?.isFile()) refuse('FEED_DIR', value, 'a folder, and this is a file');
  return value;
}

function port(env: Environment): number {
  const value = text(env, 'PORT') ?? '3000';
  const number = Number(value);
  if (!/^\d{1,5}$/.test(value) || number > 65_535) refuse('PORT', value, 'a whole number from 0 to 65535');
  return number;
}

function origin(env: Environment, standard: string): string {
  const value = url(env, 'ORIGIN', ['http', 'https']) ?? standard;
  const { origin, pathname, search } = new URL(value);
  if (pathname !== '/' || search !== '')
    refuse('ORIGIN', value, 'an address without a path, https://jemput.example.id');
  return origin;
}

function metricsToken(env: Environment): string | null {
  const value = text(env, 'METRICS_TOKEN');
  if (value !== null && value.length < MIN_TOKEN_CHARACTERS)
    refuse('METRICS_TOKEN', value, `at least ${MIN_TOKEN_CHARACTERS} characters`);
  return value;
}

function zone(env: Environment): string {
  const value = text(env, 'TIME_ZONE') ?? 'Asia/Jakarta';
  if (!isTimeZone(value)) refuse('TIME_ZONE', value, 'a time zone such as Asia/Jakarta');
  return value;
}

function refitAt(env: Environment): string {
  const value = text(env, 'REFIT_AT') ?? '02:30';
  if (!isTimeOfDay(value) || value === '24:00') refuse('REFIT_AT', value, 'a time of day from 00:00 to 23:59');
  return value;
}

function vapid(env: Environment): Settings['vapid'] {
  const publicKey = text(env, 'VAPID_PUBLIC_KEY');
  const privateKey = text(env, 'VAPID_PRIVATE_KEY');
  if (publicKey && privateKey) return { publicKey, privateKey };
  if (publicKey) refuse('VAPID_PRIVATE_KEY', '', 'a key, as VAPID_PUBLIC_KEY is given');
  if (privateKey) refuse('VAPID_PUBLIC_KEY', '', 'a key, as VAPID_PRIVATE_KEY is given');
  return null;
}

function mapTiles(env: Environment): Settings['mapTiles'] {
  const tiles = url(env, 'MAP_TILES_URL', ['http', 'https']);
  if (tiles === null) return null;
  const complete = ['{z}', '{x}', '{y}'].every((part) => tiles.includes(part));
  if (!complete) refuse('MAP_TILES_URL', tiles, 'an address with {z}, {x} and {y}');
  return { url: tiles, attribution: text(env, 'MAP_ATTRIBUTION') ?? '' };
}

/** The secret of the first start, kept beside the database so that people stay signed in over a restart. */
function keptSecret(directory: string): string {
  const file = join(directory, 'secret');
  try {
    mkdirSync(directory, { recursive: true });
    writeFileSync(file, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      refuse('JEMPUT_SECRET', '', `a secret, as none can be kept in ${file}: ${(error as Error).message}`);
    }
  }
  return readFileSync(file, 'utf8').trim();
}

function secret(env: Environment, directory: string): string {
  const value = text(env, 'JEMPUT_SECRET') ?? keptSecret(directory);
  if (value.length < MIN_SECRET_CHARACTERS) {
    refuse('JEMPUT_SECRET', value, `at least ${MIN_SECRET_CHARACTERS} characters`);
  }
  return value;
}

/**
 * Reads every setting; the only reader of the environment.
 *
 * @param directory where the secret and, without DATABASE_URL, the database are kept
 * @throws BadSetting for the first unknown JEMPUT_ name or bad value
 */
export function readSettings(env: Environment = process.env, directory = './data'): Settings {
  for (const name of Object.keys(env)) {
    if (name.startsWith('JEMPUT_') && !knownJemputNames.includes(name)) {
      throw new BadSetting(`${name} is not a setting; those of that kind are ${knownJemputNames.join(' and ')}.`);
    }
  }
  const production = text(env, 'NODE_ENV') === 'production';
  const listenPort = port(env);
  const database = databaseUrl(env, `file:${directory}/jemput.db`);
  return {
    host: text(env, 'HOST') ?? '127.0.0.1',
    port: listenPort,
    origin: origin(env, `http://localhost:${listenPort}`),
    databaseUrl: database,
    databaseAuthToken: text(env, 'DATABASE_AUTH_TOKEN'),
    scheduleFile: scheduleFile(database, directory),
    feedDirectory: feedDirectory(env, database, directory),
    contactKeyDirectory: contactKeyDirectory(database, directory),
    demo: oneOrZero(env, 'JEMPUT_DEMO', !production),
    production,
    zone: zone(env),
    refitAt: refitAt(env),
    smtpUrl: url(env, 'SMTP_URL', ['smtp', 'smtps']),
    mailFrom: text(env, 'MAIL_FROM'),
    vapid: vapid(env),
    messageWebhookUrl: url(env, 'MESSAGE_WEBHOOK_URL', ['http', 'https']),
    messageWebhookSecret: text(env, 'MESSAGE_WEBHOOK_SECRET'),
    mapTiles: mapTiles(env),
    metricsToken: metricsToken(env),
    trustProxy: oneOrZero(env, 'TRUST_PROXY', false),
    secret: secret(env, directory),
  };
}

/**
 * Tells SvelteKit's handler, before it is imported, where http/client-address.ts says http or https, and that planners
 * bring tables of 100,000 rows to the import page.
 */
export function tellPages(): void {
  process.env.PROTOCOL_HEADER = 'x-forwarded-proto';
  process.env.BODY_SIZE_LIMIT = '32M';
}
