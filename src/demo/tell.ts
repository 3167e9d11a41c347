import { loadCompany } from './company';
import { codingError, insider, lostDisk, misdirectedMail, openBucket, ransomware } from './stories';
import type { Teller } from './teller';

type TellStory = (tell: Teller, customers: string[]) => Promise<string>;

/** Each story with its customers. Laurier is in none: it has no deliverable contact, so its incidents could not close without a waiver. */
const STORIES: Record<string, [TellStory, string[]]> = {
  'the list of 320 students': [misdirectedMail, ['alder', 'birch', 'daphne']],
  'the guard who talked': [insider, ['elm', 'frene']],
  'the open bucket': [openBucket, ['ginkgo', 'hetre', 'kiwi']],
  'the coding error at a processor': [codingError, ['iris', 'juniper']],
  'ransomware at a provider': [ransomware, ['cedre', 'kiwi', 'alder']],
  'the lost disks': [lostDisk, ['frene', 'elm', 'birch']],
};

export interface Outcome {
  story: string;
  /** The incident's id; absent if the story did not reach its closing. */
  incident?: string;
  fault?: string;
}

/** Tells all six concurrently, each from its report to its closing. A failing one holds up no other. */
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
