import { statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { performance } from 'node:perf_hooks';
import type { Client, Transaction } from '@libsql/client';
import { DatabaseAway, isDatabaseFailure } from './database-away.ts';

/** A database that was opened, and the file behind it. */
export interface Opened {
  client: Client;
  /** Null for a remote database. */
  file: string | null;
}

/** Between two tries to open what is away. */
const TRY_AGAIN_MILLIS = 1000;

/** Methods of a client that ask the database something. */
const questions = ['execute', 'batch', 'migrate', 'executeMultiple', 'transaction', 'sync'] as const;
/** Methods of a transaction that do; what it is to undo, a server undoes by itself. */
const steps = ['execute', 'batch', 'executeMultiple', 'commit'] as const;

type Asked = (...args: never[]) => Promise<unknown>;

/**
 * One client for as long as the process lives, whatever becomes of the database behind it. An open file that was deleted
 * or replaced could be read and written on without a word, and all that was written be lost; so each question looks first
 * whether the file is still the one that was opened, and where another stands in its place, that is opened. A server that
 * failed once is not waited for again: questions fail at once until it was opened anew, which is tried beside them.
 */
export class Connection {
  /** Stays the same when another database is opened. */
  readonly client: Client;
  /** Grows by one with every database that was opened. */
  generation = 0;
  private opened: Opened | null = null;
  private identity: string | null = null;
  private walIdentity: string | null = null;
  private opening: Promise<void> | null = null;
  private triedAt = Number.NEGATIVE_INFINITY;
  private why: string;
  private isClosed = false;
  /** Null for a remote database. */
  readonly file: string | null;
  private readonly reopen: () => Promise<Opened>;

  /**
   * @param file null for a remote database
   * @param reopen opens what is there, and never makes a new one
   * @param why what to say before anything was opened
   */
  constructor(file: string | null, reopen: () => Promise<Opened>, why = 'The database is not open.') {
    this.file = file;
    this.reopen = reopen;
    this.why = why;
    this.client = this.guarded();
  }

  /** From now on this one is asked. */
  use(opened: Opened): void {
    this.opened = opened;
    this.identity = this.file && identityOf(this.file);
    this.walIdentity = this.file && identityOf(`${this.file}-wal`);
    this.generation++;
  }

  /** @throws DatabaseAway; trying to open it again goes on beside */
  private present(): Client {
    if (this.isClosed && this.opened) return this.opened.client;
    const found = this.file && identityOf(this.file);
    if (this.opened && found === this.identity) return this.opened.client;
    if (this.file && found === null) throw new DatabaseAway(`The database ${this.file} is missing.`);
    if (performance.now() - this.triedAt > TRY_AGAIN_MILLIS) this.opening ??= this.tryAgain();
    throw new DatabaseAway(this.opened ? `The database ${this.file} was replaced and is not open yet.` : this.why);
  }

  private async tryAgain(): Promise<void> {
    this.triedAt = performance.now();
    try {
      await this.letGo();
      const opened = await this.reopen();
      if (this.isClosed) opened.client.close();
      else this.use(opened);
    } catch (error) {
      this.why = (error as Error).message;
    } finally {
      this.opening = null;
    }
  }

  /**
   * The write-ahead log stays beside the place where the file was, and whatever is opened there next would take it for
   * its own: so it is brought into the file it belongs to and removed. One that another process made since is left alone.
   */
  private async letGo(): Promise<void> {
    const { file } = this;
    const client = this.opened?.client;
    this.opened = null;
    if (!client) return;
    if (file && identityOf(`${file}-wal`) !== this.walIdentity) return;
    await client.execute('PRAGMA wal_checkpoint(TRUNCATE)').catch(() => {});
    client.close();
    if (file) for (const side of ['-wal', '-shm']) await rm(`${file}${side}`, { force: true });
  }

  private close(): void {
    this.isClosed = true;
    this.opened?.client.close();
  }

  private guarded(): Client {
    const asked = new Map<string | symbol, unknown>(
      questions.map((name) => [
        name,
        async (...args: never[]) => {
          const client = this.present();
          const answer = await this.noticed(client, () => (client[name] as Asked).apply(client, args));
          return name === 'transaction' ? this.watched(client, answer as Transaction) : answer;
        },
      ]),
    );
    return new Proxy({} as Client, {
      get: (_, name) => {
        if (name === 'close') return () => this.close();
        if (name === 'closed') return this.isClosed || (this.opened?.client.closed ?? false);
        if (name === 'protocol') return this.file ? 'file' : (this.opened?.client.protocol ?? 'http');
        return asked.get(name) ?? Reflect.get(this.opened?.client ?? {}, name);
      },
    });
  }

  /** What was begun in a database that is no longer there must not seem to be kept. */
  private watched(client: Client, transaction: Transaction): Transaction {
    for (const name of this.file ? (['commit'] as const) : steps) {
      const step = (transaction[name] as Asked).bind(transaction);
      transaction[name] = (async (...args: never[]) => {
        if (this.present() !== client) throw new DatabaseAway('The database was opened anew meanwhile.');
        return this.noticed(client, () => step(...args));
      }) as never;
    }
    return transaction;
  }

  /** Where a server failed, it is away from now on. */
  private async noticed<T>(client: Client, ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      const isFirst = this.file === null && this.opened?.client === client && !this.isClosed;
      if (isFirst && isDatabaseFailure(error)) {
        this.opened = null;
        this.why = (error as Error).message;
        this.triedAt = performance.now();
        client.close();
      }
      throw error;
    }
  }
}

/** Device and number of a file, which stay with it wherever it is moved; null where there is none. */
function identityOf(path: string): string | null {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    return found ? `${found.dev}:${found.ino}` : null;
  } catch {
    return null;
  }
}
