import type { Request, Response } from 'express';
import type { Refuse } from '../http/failed-sign-ins';
import { Problem } from '../http/problem';
import { WORDS, type SignInFault } from './words';

/** A sign-in that did not come about, whose page says why in the reader's language. */
export class SignInProblem extends Problem {
  constructor(readonly fault: SignInFault) {
    super(fault === 'provider-away' ? 'unavailable' : 'not-signed-in', WORDS.en.faults[fault]);
  }
}

/** Counts it among the failed sign-ins. @throws Problem */
export async function refuseSignIn(
  refuse: Refuse,
  request: Request,
  response: Response,
  fault: SignInFault,
): Promise<never> {
  if (fault === 'provider-away') throw new SignInProblem(fault);
  return await refuse(request, response, WORDS.en.faults[fault]).catch((problem: unknown) => {
    throw problem instanceof Problem && problem.code === 'not-signed-in' ? new SignInProblem(fault) : problem;
  });
}
