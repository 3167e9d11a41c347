import { instantFrom } from '../../primitives/instant';
import { refuse } from '../../primitives/refusal';
import { API_ONLY, type CommandRule } from '../../rule';
import { authorityDue, OUR_ROLES, type OurRole } from '../role';

export interface SetRole {
  role: OurRole;
  reason: string;
}

export const setRole: CommandRule<SetRole> = {
  description:
    'Say what we are of the data concerned: processor for our customers, its controller, or one of several. As a controller we owe the authority a notification of our own, 72 hours from becoming aware (GDPR Art. 33(1)).',
  roles: ['privacy', 'legal'],
  doors: API_ONLY,
  decide: ({ state }, { role, reason }) =>
    (state.ourRole?.role ?? OUR_ROLES[0]) === role
      ? refuse('already-so', `Our role is ${role} already.`)
      : [{ type: 'role-set', role, reason }],
};

export interface RecordFiling {
  authority: string;
  at?: string;
  reference?: string;
  /** Art. 33(1): a later notification comes with its reasons. */
  lateReason?: string;
  /** Art. 33(1): unlikely to result in a risk; then nobody is notified. */
  notRequired?: string;
}

export const recordFiling: CommandRule<RecordFiling> = {
  description:
    'Record that the authority was notified of a breach of data that we control, when and under which number; or why that is not required.',
  roles: ['privacy', 'legal'],
  doors: API_ONLY,
  decide: ({ state, said }, { authority, at: stated, reference, lateReason, notRequired }) => {
    const due = authorityDue(state);
    if (!due)
      return refuse('nothing-open', 'We are no controller here, or not aware yet: set our role first (set-role).');
    if (notRequired !== undefined) return [{ type: 'filing-not-required', authority, reason: notRequired }];
    const at = stated === undefined ? said.at : instantFrom(stated);
    if (!at || at > said.at) return refuse('impossible-instant', '"at" is when it was notified.', ['/at']);
    if (at >= due && lateReason === undefined)
      return refuse('missing', `It was due before ${due}: GDPR Art. 33(1) asks for the reasons of the delay.`, [
        '/lateReason',
      ]);
    return [
      {
        ...{ type: 'authority-notified', authority, notifiedAt: at },
        ...{ ...(reference !== undefined && { reference }), ...(lateReason !== undefined && { lateReason }) },
      },
    ];
  },
};
