import type { AskedSlice } from '../case/state';
import { waitingClock, type Waiting } from './waiting';

/** The first half of an act until a second person confirms or declines it. */
export const awaitSecondPerson = waitingClock('await-second-person', {
  alert: 'second-person-overdue',
  toldBy: ['second-person-needed'],
  hours: ({ secondPersonHours }) => secondPersonHours,
  waiting: ({ asked }) => halvesOf(asked),
  /** Confirmed or declined: either is an answer. */
  isAnswered: () => true,
});

export function halvesOf({ waivers, promises = [], withdrawal, correction, lifting }: AskedSlice['asked']): Waiting[] {
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
