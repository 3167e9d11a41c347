import type { ServerResponse } from 'node:http';
import { PROBLEMS, type ProblemBody, type ProblemCode } from '../contract/problems';

/** A problem response for servers without a framework. */
export function plainProblem(code: ProblemCode, why: string) {
  const { status, title, now } = PROBLEMS[code];
  const problem: ProblemBody = { type: `/problems/${code}`, title, status, detail: `${why} ${now}` };
  const body = JSON.stringify(problem);
  const head = {
    'Content-Type': 'application/problem+json; charset=utf-8',
    'Content-Length': String(Buffer.byteLength(body)),
    'Cache-Control': 'no-store',
  };
  return { status, head, body };
}

export function sendProblem(response: ServerResponse, code: ProblemCode, why: string): void {
  const { status, head, body } = plainProblem(code, why);
  response.writeHead(status, head).end(body);
}
