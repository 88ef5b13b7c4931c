import type { ServerResponse } from 'node:http';

/** RFC 9457 problem details; `errors` names each bad parameter. */
export interface Problem {
  status: number;
  title: string;
  detail: string;
  errors?: { field: string; message: string }[];
}

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** What somebody is told who asks for what only the database knows. */
export const UNAVAILABLE =
  "The office's database cannot be reached now. Nothing was written; the published schedule is still served.";

export function problemText(problem: Problem): string {
  return JSON.stringify({ type: 'about:blank', ...problem });
}

export function problemResponse(problem: Problem, headers: Record<string, string> = {}): Response {
  return new Response(problemText(problem), {
    status: problem.status,
    headers: { 'Content-Type': PROBLEM_TYPE, 'Cache-Control': 'no-store', ...headers },
  });
}

/** The same where no Hono is between. */
export function giveProblem(response: ServerResponse, problem: Problem, headers: Record<string, string> = {}): void {
  if (response.destroyed) return;
  response.writeHead(problem.status, { 'Content-Type': PROBLEM_TYPE, 'Cache-Control': 'no-store', ...headers });
  response.end(problemText(problem));
}

/** Where the database is away: try again soon. */
export function unavailableResponse(): Response {
  return problemResponse({ status: 503, title: 'Not available now', detail: UNAVAILABLE }, { 'Retry-After': '10' });
}
