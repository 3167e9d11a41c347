/** What is to be done outside all incidents, and has an owner. */
export type Duty =
  | { of: 'data-stores'; id: string }
  | { of: 'audits'; id: string; finding: number }
  | { of: 'programme-reviews'; id: string; action: number };

/** As findings name it: where it stands below `/api/`. */
export function nameOfDuty(duty: Duty): string {
  switch (duty.of) {
    case 'data-stores':
      return `${duty.of}/${duty.id}`;
    case 'audits':
      return `${duty.of}/${duty.id}/findings/${duty.finding}`;
    case 'programme-reviews':
      return `${duty.of}/${duty.id}/actions/${duty.action}`;
  }
}

/** Undefined for the name of anything else. */
export function dutyNamed(name: string): Duty | undefined {
  const [, store] = /^data-stores\/([^/]+)$/.exec(name) ?? [];
  if (store !== undefined) return { of: 'data-stores', id: store };
  const [, audit, finding] = /^audits\/([^/]+)\/findings\/(\d+)$/.exec(name) ?? [];
  if (audit !== undefined) return { of: 'audits', id: audit, finding: Number(finding) };
  const [, review, action] = /^programme-reviews\/([^/]+)\/actions\/(\d+)$/.exec(name) ?? [];
  if (review !== undefined) return { of: 'programme-reviews', id: review, action: Number(action) };
  return undefined;
}
