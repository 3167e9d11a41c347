import type { AskedSlice } from '../case/state';
import type { Notice } from '../notices/state';
import type { PersonId } from '../primitives/people';
import { approvalsAwaited, isApproved, standing, type Withholding } from '../withholding/state';
import type { IncidentState } from '../state';
import { waitingClock, type Waiting } from './waiting';

/** The first half of an act until a second person confirms or declines it. */
export const awaitSecondPerson = waitingClock('await-second-person', {
  alert: 'second-person-overdue',
  toldBy: ['second-person-needed'],
  hours: ({ secondPersonHours }) => secondPersonHours,
  waiting: (state) => halvesOf(state),
  /** Confirmed or declined: either is an answer. */
  isAnswered: () => true,
});

export function halvesOf(state: Pick<IncidentState, 'asked' | 'withholdings' | 'notices'>): Waiting[] {
  const { waivers, promises = [], withdrawal, correction, lifting } = state.asked;
  return [
    ...promises.map(({ promise, by: askedBy }): Waiting => ({
      subject: `waiver of ${promise}`,
      to: { roles: ['executive'] },
      detail: { about: 'promise-waiver', promise, askedBy },
    })),
    ...waivers.map(({ customer, by: askedBy }): Waiting => ({
      subject: `waiver ${customer}`,
      to: { roles: ['executive'] },
      detail: { about: 'waiver', customer, askedBy },
    })),
    ...(withdrawal ? [withdrawalAsked(withdrawal)] : []),
    ...(correction ? [correctionAsked(correction)] : []),
    ...(lifting ? [liftingAsked(lifting)] : []),
    ...standing(state)
      .filter((one) => !isApproved(one))
      .map(withholdingAsked),
    ...state.notices.flatMap(holdAsked),
  ];
}

function withdrawalAsked({ becomes, by: askedBy }: NonNullable<AskedSlice['asked']['withdrawal']>): Waiting {
  const detail = { about: 'withdrawal', becomes, askedBy } as const;
  return { subject: 'withdrawal', to: { roles: ['executive'] }, detail };
}

function correctionAsked({ anchor, at: to, by: askedBy }: NonNullable<AskedSlice['asked']['correction']>): Waiting {
  const detail = { about: 'correction', anchor, to, askedBy } as const;
  return { subject: `${anchor} to ${to}`, to: { roles: ['privacy', 'legal'] }, detail };
}

function liftingAsked({ by: askedBy }: NonNullable<AskedSlice['asked']['lifting']>): Waiting {
  const detail = { about: 'lifting', askedBy } as const;
  return { subject: 'lifting of the restriction', to: { roles: ['privacy', 'legal', 'executive'] }, detail };
}

function withholdingAsked(it: Withholding): Waiting {
  const detail = withholdingDetail(it);
  return { subject: `withholding ${it.number}`, to: { roles: approvalsAwaited(it) }, detail };
}

export function withholdingDetail({ number, field, askedBy }: Pick<Withholding, 'number' | 'field' | 'askedBy'>) {
  return { about: 'withholding', withholding: number, field, askedBy } as const;
}

function holdAsked({ number, held, status }: Notice): Waiting[] {
  const isOpen = status === 'composing' || status === 'drafted' || status === 'approved';
  if (!held || held.confirmedAt || !isOpen) return [];
  return [
    { subject: `hold of notice ${number}`, to: { persons: [held.approver] }, detail: holdDetail({ number, held }) },
  ];
}

export function holdDetail({ number, held }: { number: number; held: { by: PersonId } }) {
  return { about: 'hold', notice: number, askedBy: held.by } as const;
}
