import { loadCompany } from './company';
import { codingError, insider, lostDisk, misdirectedMail, openBucket, ransomware } from './stories';
import type { Teller } from './teller';

type Telling = (tell: Teller, customers: string[]) => Promise<string>;

/** Each with its customers. Laurier is in none: nobody there can be mailed, so no incident of theirs would close without a waiver. */
const STORIES: Record<string, [Telling, string[]]> = {
  'the list of 320 students': [misdirectedMail, ['alder', 'birch', 'daphne']],
  'the guard who talked': [insider, ['elm', 'frene']],
  'the open bucket': [openBucket, ['ginkgo', 'hetre', 'kiwi']],
  'the coding error at a processor': [codingError, ['iris', 'juniper']],
  'ransomware at a provider': [ransomware, ['cedre', 'kiwi', 'alder']],
  'the lost disks': [lostDisk, ['frene', 'elm', 'birch']],
};

export interface Outcome {
  story: string;
  /** Which incident it became; absent if it did not reach its closing. */
  incident?: string;
  fault?: string;
}

/** Tells all six side by side, each from its report to its closing. One that fails holds up no other. */
export async function tellStories(tell: Teller): Promise<Outcome[]> {
  await loadCompany(tell);
  return Promise.all(
    Object.entries(STORIES).map(([story, [telling, customers]]) =>
      telling(tell, customers).then(
        (incident) => ({ story, incident }),
        (fault: unknown) => ({ story, fault: fault instanceof Error ? fault.message : String(fault) }),
      ),
    ),
  );
}
