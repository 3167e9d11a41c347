import { RegisterUnavailable } from '../../register';
import { within } from '../../primitives/within';

/** Settles as `work` does, unless the register takes longer. @throws RegisterUnavailable */
export async function withinRegister<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  return await within(
    milliseconds,
    work,
    () => new RegisterUnavailable(`The register did not answer within ${milliseconds} ms.`),
  );
}
