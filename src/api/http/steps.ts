import type { Request, Response } from 'express';
import { acceptedLanguage } from './language';
import { problemLine } from './problem-answers';

/** How far it has come. */
export type Step = (step: 'read' | 'checked' | 'kept', rows: number) => void;

const LINES = 'application/x-ndjson';

/** Who asks for lines gets one for each step, then the answer or the problem: once the first line is out, the status is said. */
export async function answerInSteps(
  request: Request,
  response: Response,
  act: (step: Step) => Promise<unknown>,
): Promise<void> {
  if (request.accepts(['application/json', LINES]) !== LINES) {
    await act(() => undefined);
    return;
  }
  const line = (value: object) => {
    if (!response.headersSent) response.status(200).type(LINES).flushHeaders();
    response.write(`${JSON.stringify(value)}\n`);
  };
  const { json } = response;
  response.json = (body: object) => {
    if (!response.headersSent) return json.call(response, body);
    return response.end(`${JSON.stringify(body)}\n`);
  };
  try {
    await act((step, rows) => line({ step, rows }));
  } catch (fault) {
    if (!response.headersSent) throw fault;
    response.end(problemLine(fault, acceptedLanguage(request, response)));
  }
}
