/** The command was called wrongly; the message says how to. Ends with exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}
