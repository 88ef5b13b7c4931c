import type { ServerResponse } from 'node:http';
import type { QueuedWork } from './fair-queue.ts';
import { giveRefusal } from './ready-answer.ts';

/** An answer that is one reader's alone, made straight into his response; the turn ends with its head, so that a long stream holds nobody up. */
export class Turn implements QueuedWork {
  readonly #response: ServerResponse;
  readonly #make: () => void;
  #isOver = false;

  constructor(response: ServerResponse, make: () => void) {
    this.#response = response;
    this.#make = make;
  }

  isOver(): boolean {
    return this.#isOver || this.#response.destroyed;
  }

  run(): Promise<void> {
    this.#isOver = true;
    const response = this.#response;
    const { promise, resolve } = Promise.withResolvers<void>();
    const writeHead = response.writeHead.bind(response) as (...args: unknown[]) => ServerResponse;
    response.writeHead = (...args: unknown[]) => {
      resolve();
      return writeHead(...args);
    };
    response.once('close', resolve);
    this.#make();
    return promise;
  }

  refuse(): void {
    this.#isOver = true;
    giveRefusal(this.#response);
  }
}
