import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

export interface AlertRule {
  alert: string;
  expr: string;
  for?: string;
  labels: { severity: string };
  annotations: { summary: string; now: string };
}

/** Those that we ship for Prometheus. */
export function alertRules(): AlertRule[] {
  const { groups } = parse(readFileSync(join(__dirname, '..', '..', 'ops/prometheus-rules.yml'), 'utf8')) as {
    groups: { name: string; rules: AlertRule[] }[];
  };
  return groups.flatMap(({ rules }) => rules);
}
