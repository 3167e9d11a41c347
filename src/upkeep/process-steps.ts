import type { Client } from '@temporalio/client';
import type { AnyPage } from '../domain/events';
import type { Register } from '../register';
import type { ProcessId } from './history';
import type { Step } from './step';

/** Of an incident or a post-mortem: the register's pages, followed by those that only Temporal has. */
interface Paged {
  id: ProcessId;
  pages: AnyPage[];
  /** How many of the pages are in the register. */
  stored: number;
}

interface Stores {
  register: Pick<Register, 'pages'>;
  client: Client;
}

export function gapStep(subject: string, pages: AnyPage[], gap: number): Step {
  return {
    subject,
    found: `page ${gap} and perhaps later ones are in neither store, after ${pages.length} that are`,
    remedy: 'look for them in another backup; until then its workflow is left as it is',
  };
}

export function pageStep({ register }: Pick<Stores, 'register'>, { id, pages, stored }: Paged): Step[] {
  if (stored === pages.length) return [];
  return [
    {
      ...{ subject: id, found: `the register has ${stored} of ${pages.length} pages` },
      remedy: `store pages ${stored + 1} to ${pages.length} from Temporal's history`,
      act: async () => {
        await register.pages.append(pages.slice(stored));
      },
    },
  ];
}

/** Holds the pages meanwhile. A crash between ending and starting leaves the process without a workflow, which the next look finds. */
export async function replaceRun(
  { register, client }: Stores,
  { id, pages, running }: Pick<Paged, 'id' | 'pages'> & { running?: { runId: string } },
  start?: () => Promise<unknown>,
): Promise<void> {
  await register.pages.heldOf(id, async ({ length }) => {
    if (length !== pages.length)
      throw new Error(`${id} got another page meanwhile: stop API and workers, and look again.`);
    if (running)
      await client.workflow.getHandle(id, running.runId).terminate('reconcile: its pages in the register go further');
    await start?.();
  });
}
