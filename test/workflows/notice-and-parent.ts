import { condition, defineSignal, setHandler } from '@temporalio/workflow';

export { notice } from '../../src/workflows/notice';

export interface Report {
  finished: boolean;
  [field: string]: unknown;
}

/** Stands in for an incident: it takes reports until the last one, and ends with what it took. */
export async function parent(): Promise<Report[]> {
  const reports: Report[] = [];
  setHandler(defineSignal<[Report]>('deliveries-rolled-up'), (report) => void reports.push(report));
  await condition(() => reports.some(({ finished }) => finished));
  return reports;
}
