import { evolve } from './evolve';
import type { Event, Page } from './events';
import type { Instant } from './primitives/instant';
import type { PersonId } from './primitives/people';
import type { IncidentState } from './state';
import { FACT_FIELDS, type Fact, type FactField, type FactSheet } from './notices/facts';

/** One field that says something else than before, who said so, and when. */
export interface FactChange {
  field: FactField;
  was?: Fact;
  is?: Fact;
  by: PersonId;
  at: Instant;
}

export interface FactVersion {
  version: number;
  at: Instant;
  by: PersonId;
  facts: FactSheet;
  changes: FactChange[];
  /** What else a letter would say otherwise since. */
  also: Event['type'][];
}

const BESIDE_FACTS: readonly Event['type'][] = [
  ...(['withholding-asked', 'withholding-declined', 'anchor-corrected', 'assessed', 'role-set'] as const),
];

/** Of the fact sheet, from its first: the pages of an incident are all of them, in order. */
export function factVersions(pages: readonly Page[]): FactVersion[] {
  const versions: FactVersion[] = [];
  let before: IncidentState | undefined;
  for (const page of pages) {
    const after: IncidentState = evolve(before, page);
    if (after.factsVersion > (before?.factsVersion ?? 0)) versions.push(versionOf(before?.facts ?? {}, after, page));
    before = after;
  }
  return versions;
}

function versionOf(was: FactSheet, { facts, factsVersion }: IncidentState, { at, by, events }: Page): FactVersion {
  const changes = changedBetween(was, facts).map((change) => ({ ...change, by, at }));
  const also = events.map(({ type }) => type).filter((type) => BESIDE_FACTS.includes(type));
  return { version: factsVersion, at, by, facts, changes, also: [...new Set(also)] };
}

/** What one version says otherwise than an earlier one, each by whoever said it last; none of what was put back. */
export function changesBetween(versions: readonly FactVersion[], since: number, until: number): FactChange[] {
  const between = versions.filter(({ version }) => version > since && version <= until);
  return changedBetween(sheetAt(versions, since), sheetAt(versions, until)).flatMap((change) => {
    const said = between
      .flatMap(({ changes }) => changes)
      .filter(({ field }) => field === change.field)
      .at(-1);
    return said ? [{ ...change, by: said.by, at: said.at }] : [];
  });
}

function sheetAt(versions: readonly FactVersion[], number: number): FactSheet {
  return versions.filter(({ version }) => version <= number).at(-1)?.facts ?? {};
}

function changedBetween(before: FactSheet, after: FactSheet) {
  return FACT_FIELDS.flatMap((field) => {
    const [was, is] = [before[field], after[field]];
    if (JSON.stringify(was) === JSON.stringify(is)) return [];
    return [{ field, ...(was && { was }), ...(is && { is }) }];
  });
}
