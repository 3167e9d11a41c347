import { createFindingsNotifier } from '../../src/activities';
import type { Service } from './api';

/** What is mailed of all findings that stand, by address. */
export async function findingsMailed({ register, deps }: Service): Promise<ReadonlyMap<string, string>> {
  const mailed = new Map<string, string>();
  const mail = {
    send: async (address: string, compose: () => Promise<{ text: string } | undefined>) => {
      mailed.set(address, (await compose())?.text ?? '');
      return { outcome: 'accepted' as const, words: '250 ok' };
    },
  };
  const notify = createFindingsNotifier({
    ...{ register, log: deps.log, publicUrl: 'https://tocsin.example' },
    mail: mail as never,
  });
  await notify(await register.findings.standing({ standsAfter: 0 }));
  return mailed;
}
