import { condition, setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import { defineSearchAttributeKey } from '@temporalio/common';
import { detailsOf } from '../domain/case/details';
import { headlineOf } from '../domain/case/headline';
import { millisecondsOf } from '../domain/primitives/instant';
import type { Headline } from '../domain/case/state';
import type { IncidentState } from '../domain/state';
import type { ProcessAccess } from './access';

/** Search attributes are never encrypted: they hold only the incident's stage, class, severity and clocks. */
const STAGE = defineSearchAttributeKey('TocsinStage', 'KEYWORD');
const CLASS = defineSearchAttributeKey('TocsinClass', 'KEYWORD');
const SEVERITY = defineSearchAttributeKey('TocsinSeverity', 'KEYWORD');
const DUE = defineSearchAttributeKey('TocsinDue', 'DATETIME');
const LATE = defineSearchAttributeKey('TocsinLate', 'BOOL');

/** Keeps Temporal's own UI and lists in step with the state. */
export async function show(access: ProcessAccess<IncidentState>): Promise<never> {
  let shown = '';
  for (;;) {
    const state = access.state();
    const headline = shownOf(state);
    setCurrentDetails(detailsOf(state));
    if (JSON.stringify(headline) !== shown) upsertSearchAttributes(attributesOf(headline));
    shown = JSON.stringify(headline);
    await condition(() => access.state() !== state);
  }
}

/** Of a restricted incident a list says that it is restricted, and nothing else. */
function shownOf(state: IncidentState): Shown {
  return state.restriction ? { stage: RESTRICTED, class: RESTRICTED, late: false } : headlineOf(state);
}

type Shown = Pick<Headline, 'severity' | 'due' | 'late'> & { stage: string; class: string };
const RESTRICTED = 'restricted';

function attributesOf({ stage, class: is, severity, due, late }: Shown) {
  return [
    { key: STAGE, value: stage },
    { key: CLASS, value: is },
    { key: SEVERITY, value: severity ?? null },
    { key: DUE, value: due ? new Date(millisecondsOf(due)) : null },
    { key: LATE, value: late },
  ];
}
