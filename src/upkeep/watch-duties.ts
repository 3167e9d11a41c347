import { instantAt } from '../domain/primitives/instant';
import { nameOfDuty } from '../domain/programme/duty';
import type { StoreGap } from '../domain/triage/stores';
import { NEGLECTED, type Finding, type Register } from '../register';

type Books = Pick<Register, 'audits' | 'dataStores' | 'findings' | 'programmeReviews'> & {
  time: Pick<Register['time'], 'read'>;
};

/** What lies outside all incidents, has an owner, and is not done in time. Told once a day until it is. */
export async function lookAtDuties(register: Books): Promise<void> {
  const found = [
    ...(await unwatchedStores(register)),
    ...(await overdueFindings(register)),
    ...(await overdueDecisions(register)),
  ];
  const before = await register.findings.standing({ standsAfter: 0 });
  const looked = before.filter(({ kind }) => kind === NEGLECTED).map(({ subject }) => subject);
  await register.findings.see(found, found.map(({ subject }) => subject).concat(looked));
}

async function unwatchedStores({ dataStores }: Books): Promise<Finding[]> {
  const stores = await dataStores.list();
  return stores
    .filter(({ gaps }) => gaps.length > 0)
    .map(({ id, gaps, checkDays }) => ({
      subject: nameOfDuty({ of: 'data-stores', id }),
      kind: NEGLECTED,
      sentence: `a breach of it might go unnoticed: ${gaps.map((gap) => GAPS[gap](checkDays)).join('; ')}`,
    }));
}

const GAPS: Record<StoreGap, (checkDays: number) => string> = {
  method: () => 'it has no method of detection, so name one (PUT /api/data-stores/<id>)',
  check: (days) => `nobody checked its detection within ${days} days, so try it and say so (POST …/check)`,
  owner: () => 'its owner is not active, so name another',
};

async function overdueFindings({ audits, time }: Books): Promise<Finding[]> {
  const now = instantAt(Math.floor(await time.read()));
  const overdue = await audits.overdue(now);
  return overdue.map(({ audit, number, owner, dueAt }) => ({
    subject: nameOfDuty({ of: 'audits', id: audit, finding: number }),
    kind: NEGLECTED,
    sentence: `what the audit found was due ${dueAt} from ${owner} and is not done: do it and say so (POST …/done)`,
  }));
}

async function overdueDecisions({ programmeReviews, time }: Books): Promise<Finding[]> {
  const overdue = await programmeReviews.overdue(instantAt(Math.floor(await time.read())));
  return overdue.map(({ review, number, owner, dueAt }) => ({
    subject: nameOfDuty({ of: 'programme-reviews', id: review, action: number }),
    kind: NEGLECTED,
    sentence: `what the review decided was due ${dueAt} from ${owner} and is not done: do it and say so (POST …/done)`,
  }));
}
