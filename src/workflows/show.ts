import { condition, setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import { defineSearchAttributeKey } from '@temporalio/common';
import { detailsOf } from '../domain/case/details';
import { headlineOf } from '../domain/case/headline';
import { millisecondsOf } from '../domain/primitives/instant';
import type { Headline } from '../domain/case/state';
import type { IncidentAccess } from './incident-access';

/** Search attributes are never encrypted: they hold only the incident's stage, class, severity and clocks. */
const STAGE = defineSearchAttributeKey('TocsinStage', 'KEYWORD');
const CLASS = defineSearchAttributeKey('TocsinClass', 'KEYWORD');
const SEVERITY = defineSearchAttributeKey('TocsinSeverity', 'KEYWORD');
const DUE = defineSearchAttributeKey('TocsinDue', 'DATETIME');
const LATE = defineSearchAttributeKey('TocsinLate', 'BOOL');

/** Keeps Temporal's own UI and lists in step with the state. */
export async function show(access: IncidentAccess): Promise<never> {
  let shown = '';
  for (;;) {
    const state = access.state();
    const headline = headlineOf(state);
    setCurrentDetails(detailsOf(state));
    if (JSON.stringify(headline) !== shown) upsertSearchAttributes(attributesOf(headline));
    shown = JSON.stringify(headline);
    await condition(() => access.state() !== state);
  }
}

function attributesOf({ stage, class: is, severity, due, late }: Headline) {
  return [
    { key: STAGE, value: stage },
    { key: CLASS, value: is },
    { key: SEVERITY, value: severity ?? null },
    { key: DUE, value: due ? new Date(millisecondsOf(due)) : null },
    { key: LATE, value: late },
  ];
}
