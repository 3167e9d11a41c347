import { authorityDue } from '../case/role';
import { anchorsOf } from '../clocks/promise';
import type { Instant } from '../primitives/instant';
import { stillUnregistered } from '../scope/unregistered';
import type { IncidentState } from '../state';
import { dueOfDuty, type Counting, type Duty } from './regime';
import type { JudgedRegime } from './state';

export interface OwedDuty {
  /** Such as `nis2/early-warning`. */
  subject: string;
  /** Its name, such as `nis2`. */
  of: string;
  /** Its title. */
  regime: string;
  duty: Duty;
  /** None while what it counts from is not known. */
  since?: Instant;
  due?: Instant;
  doneAt?: Instant;
}

/** All duties of the regimes that apply, done or not. */
export function dutiesOf(state: IncidentState): OwedDuty[] {
  return state.regimes.filter(({ applies }) => applies).flatMap((judged) => dutiesOfOne(state, judged));
}

export function dutyOwed(state: IncidentState, subject: string | undefined): OwedDuty | undefined {
  return dutiesOf(state).find((one) => one.subject === subject);
}

function dutiesOfOne(state: IncidentState, judged: JudgedRegime): OwedDuty[] {
  const { name, title, duties } = judged.regime;
  const done: Record<string, Instant> = {};
  for (const duty of duties) {
    const at = judged.done.find((one) => one.duty === duty.id)?.at ?? metElsewhere(state, duty);
    if (at) done[duty.id] = at;
  }
  const counting: Counting = {
    ...{ anchors: anchorsOf(state), classifiedAt: judged.classifiedAt, done },
    calendars: state.rules.calendars,
  };
  return duties.map((duty) => ({
    ...{ subject: `${name}/${duty.id}`, of: name, regime: title, duty },
    ...dueOfDuty(duty, counting),
    ...(done[duty.id] && { doneAt: done[duty.id] }),
  }));
}

function metElsewhere(state: IncidentState, { metBy }: Duty): Instant | undefined {
  if (metBy === 'filing') return state.filings?.[0]?.at;
  return metBy === 'customers-told' ? toldAt(state) : undefined;
}

/** When the last customer was told, once nobody is left to tell. */
function toldAt(state: IncidentState): Instant | undefined {
  const { cohorts } = state;
  if (stillUnregistered(state).length > 0 || cohorts.some(({ total, told }) => told < total)) return undefined;
  return cohorts
    .flatMap(({ lastToldAt }) => lastToldAt ?? [])
    .sort()
    .at(-1);
}

/** Where our own role has a clock to the authority already, that one asks. */
export function isAskedElsewhere(state: IncidentState, { metBy }: Duty): boolean {
  return metBy === 'filing' && authorityDue(state) !== undefined;
}
