import { getExternalWorkflowHandle, isCancellation } from '@temporalio/workflow';
import { SYSTEM } from '../domain/primitives/people';

/** Signals an incident in the name of the system. @returns whether it runs, and so hears it */
export async function tellIncident(incident: string, command: string, said: object): Promise<boolean> {
  try {
    await getExternalWorkflowHandle(incident).signal(command, { command, by: SYSTEM, door: 'system', ...said });
    return true;
  } catch (fault) {
    if (isCancellation(fault)) throw fault;
    return false;
  }
}
