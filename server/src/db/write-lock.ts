import type { Client, Transaction, TransactionMode } from '@libsql/client';
import { Mutex, type MutexInterface, withTimeout } from 'async-mutex';

/** A writer that waits longer than this has most likely used `db` inside a transaction in place of `tx`. */
export const WRITE_WAIT_MILLIS = 15_000;

const readsOnly = /^\s*(select|explain|values|pragma\s+\w+\s*;?\s*$)/i;

let writes = 0;

/** How often this process has written or tried to, in any database: a change of its own shows in it at once. */
export function writesSoFar(): number {
  return writes;
}

function isRead(statement: unknown): boolean {
  const sql = typeof statement === 'string' ? statement : (statement as { sql: string }).sql;
  return readsOnly.test(sql);
}

function holdUntilSettled(transaction: Transaction, release: () => void): Transaction {
  return new Proxy(transaction, {
    get(target, name) {
      const member = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      if (name === 'close') {
        return () => {
          target.close();
          release();
        };
      }
      if (name !== 'commit' && name !== 'rollback') return member.bind(target);
      return async () => {
        try {
          await (name === 'commit' ? target.commit() : target.rollback());
        } finally {
          if (name === 'rollback' || target.closed) release();
        }
      };
    },
  });
}

async function lockedTransaction(client: Client, lock: MutexInterface, mode?: TransactionMode): Promise<Transaction> {
  if (mode === 'read') return client.transaction(mode);
  const release = await lock.acquire();
  let held = true;
  const releaseOnce = () => {
    if (held) release();
    held = false;
    writes++;
  };
  try {
    return holdUntilSettled(await client.transaction(mode), releaseOnce);
  } catch (error) {
    releaseOnce();
    throw error;
  }
}

/**
 * The same client with every write of this process one after another; reads pass at once.
 *
 * An embedded libSQL waits for a lock by blocking the event loop, and a connection that met SQLITE_BUSY fails every
 * later transaction (libsql-client-ts#352), so two writers must never meet.
 *
 * @throws Error from a write that waited `waitMillis`
 */
export function serialiseWrites(client: Client, waitMillis: number = WRITE_WAIT_MILLIS): Client {
  const stuck = new Error('A write waited too long: a transaction is open; inside it use its tx, not db.');
  const lock = withTimeout(new Mutex(), waitMillis, stuck);
  const alone = <T>(write: () => Promise<T>): Promise<T> =>
    lock.runExclusive(() =>
      write().finally(() => {
        writes++;
      }),
    );
  const writing: Partial<Record<keyof Client, (...args: never[]) => unknown>> = {
    execute: (...args: Parameters<Client['execute']>) =>
      isRead(args[0]) ? client.execute(...args) : alone(() => client.execute(...args)),
    batch: (...args: Parameters<Client['batch']>) =>
      args[1] === 'read' ? client.batch(...args) : alone(() => client.batch(...args)),
    migrate: (...args: Parameters<Client['migrate']>) => alone(() => client.migrate(...args)),
    executeMultiple: (sql: string) => alone(() => client.executeMultiple(sql)),
    transaction: (mode?: TransactionMode) => lockedTransaction(client, lock, mode),
  };
  return new Proxy(client, {
    get(target, name) {
      const write = writing[name as keyof Client];
      if (write) return write;
      const member = Reflect.get(target, name, target);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}
