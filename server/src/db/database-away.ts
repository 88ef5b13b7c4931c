/** The database is not to be had now; the message says what is known of it, for whoever keeps the machine. */
export class DatabaseAway extends Error {
  override name = 'DatabaseAway';
}

/** What SQLite says of a file, and libSQL of a server, that cannot be used: nothing that a statement did wrong. */
const codes =
  /^(SQLITE_(IOERR|CANTOPEN|CORRUPT|NOTADB|READONLY|FULL|PROTOCOL|NOLFS)|HRANA_|SERVER_ERROR|CLIENT_CLOSED)/;

/** What the system says of a disk on which nothing can be kept beside the database either. */
const diskCodes = /^(ENOSPC|EDQUOT|EROFS|EIO|EACCES|EPERM)$/;

/** True where nobody could have been answered, whatever they asked. */
export function isDatabaseFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof DatabaseAway) return true;
  const { code } = error as { code?: unknown };
  if (typeof code === 'string' && (codes.test(code) || diskCodes.test(code))) return true;
  if (error instanceof TypeError && error.message === 'fetch failed') return true;
  return isDatabaseFailure(error.cause);
}
