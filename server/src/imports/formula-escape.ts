/**
 * Text that a spreadsheet would run as a formula gets an apostrophe before it, and so does text that already looks so
 * treated; reading takes exactly one away. So every text comes back as it was.
 *
 * @see OWASP, CSV Injection
 */
const looksLikeFormula = /^'*[=+\-@\t\r]/;
const escaped = /^'+[=+\-@\t\r]/;

export function escapeFormula(text: string): string {
  return looksLikeFormula.test(text) ? `'${text}` : text;
}

export function unescapeFormula(text: string): string {
  return escaped.test(text) ? text.slice(1) : text;
}
