import { condition, setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import { defineSearchAttributeKey } from '@temporalio/common';
import { detailsOf } from '../domain/case/details';
import { headlineOf } from '../domain/case/headline';
import { millisecondsOf } from '../domain/primitives/instant';
import type { Headline } from '../domain/state';
import type { IncidentAccess } from './desk';

/** Search attributes are never encrypted: nothing but the case's class and clocks goes there. */
const STAGE = defineSearchAttributeKey('TocsinStage', 'KEYWORD');
const CLASS = defineSearchAttributeKey('TocsinClass', 'KEYWORD');
const SEVERITY = defineSearchAttributeKey('TocsinSeverity', 'KEYWORD');
const DUE = defineSearchAttributeKey('TocsinDue', 'DATETIME');
const LATE = defineSearchAttributeKey('TocsinLate', 'BOOL');

/** Keeps what Temporal's own UI and lists show in step with the state. */
export async function show(desk: IncidentAccess): Promise<never> {
  let shown = '';
  for (;;) {
    const state = desk.state();
    const headline = headlineOf(state);
    setCurrentDetails(detailsOf(state));
    if (JSON.stringify(headline) !== shown) upsertSearchAttributes(attributesOf(headline));
    shown = JSON.stringify(headline);
    await condition(() => desk.state() !== state);
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
