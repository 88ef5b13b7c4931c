/** The thing asked for does not exist. The text names it. */
export class NotFound extends Error {
  override name = 'NotFound';
}

/** The actor may not do this. */
export class Forbidden extends Error {
  override name = 'Forbidden';
}

/** Someone else was first: the thing changed since it was read. */
export class Conflict extends Error {
  override name = 'Conflict';
}

/** One fault of an input, in the form that pages and the command line show. */
export interface Fault {
  /** JSON pointer, column or field. */
  field: string;
  /** 1-based line of a file, where there is one. */
  row?: number;
  value?: unknown;
  code: string;
  /** English sentence; pages translate by `code` where they can. */
  message: string;
}

/** The input is wrong; `faults` has every fault found, and nothing was written. */
export class Invalid extends Error {
  override name = 'Invalid';
  readonly faults: Fault[];
  constructor(message: string, faults: Fault[] = []) {
    super(message);
    this.faults = faults;
  }
}
