import type { Client } from '@temporalio/client';
import type { IncidentId } from '../domain/case/state';
import type { PostMortemId } from '../domain/post-mortem/id';
import type { Finding, Register } from '../register';
import { chainsOf } from './history';
import { postMortemStory } from './post-mortems';
import { storyOf } from './story';
import { timerFaults } from './timers';
import { LOOK_TIMEOUT_MS, type WatchedKind } from './watch-processes';

interface Stores {
  register: Register;
  client: Client;
}

export function watchedIncidents(stores: Stores): WatchedKind<IncidentId> {
  return {
    name: 'incidents',
    openAfter: (after, limit) => stores.register.incidents.openAfter(after, limit),
    historyFindings: (id) => incidentFindings(stores, id),
  };
}

export function watchedPostMortems(stores: Stores): WatchedKind<PostMortemId> {
  const { client, register } = stores;
  return {
    name: 'post-mortems',
    openAfter: (after, limit) => register.postMortems.unendedAfter(after, limit),
    historyFindings: async (id) => {
      const story = await client.withDeadline(Date.now() + LOOK_TIMEOUT_MS, () => postMortemStory(stores, id));
      return story ? rewound(id, story.runs, story.pages.length) : [];
    },
  };
}

async function incidentFindings({ register, client }: Stores, id: IncidentId): Promise<Finding[]> {
  const stored = (await register.pages.read(id)).flatMap(({ page }) => page ?? []);
  const story = storyOf(
    id,
    stored,
    await client.withDeadline(Date.now() + LOOK_TIMEOUT_MS, () => chainsOf(client, id)),
  );
  if (!story?.running) return [];
  const set = rewound(id, story.runs, stored.length);
  if (set.length > 0) return set;
  return timerFaults(story.state, story.running.timers).map((sentence) => ({ subject: id, kind: 'timer', sentence }));
}

/** A run that is behind the pages, or took another way, was reset. */
function rewound(subject: string, runs: string, pages: number): Finding[] {
  if (runs !== 'lagging' && runs !== 'diverged') return [];
  return [{ subject, kind: 'rewound', sentence: `its workflow was set back, behind its ${pages} pages` }];
}
