import type { Lack } from '../../domain/restriction/state';
import type { RestrictedKind, AlertSentences } from './alert-words';

/** What members of a restricted incident hear of it, and others of its number alone. */
export const RESTRICTED_EN: Record<RestrictedKind, AlertSentences> = {
  restricted: {
    title: 'You are a member of a restricted incident',
    happened:
      'This incident is restricted to named members. For everybody else it does not exist; you are one of them.',
    asked: 'Read it, and speak of it to members alone. Who may see it stands in it under "restriction".',
  },
  'members-lacking': {
    title: 'Members are missing',
    happened: 'The members of this restricted incident cannot do among themselves all that it may ask for.',
    asked: 'Add whoever is missing (command: add-member), or see that it is not needed.',
  },
  'members-silent': {
    title: 'A restricted incident has nobody who answers',
    happened:
      'An incident is restricted, and none of its members answers what waits there, or may add others. You are no member, so this mail says no more.',
    asked:
      'Reach a member if you know one. If it cannot wait, let yourself in with the reason (command: break-glass); members, privacy and auditors then hear of it.',
  },
  'glass-broken': {
    title: 'An executive let themselves in',
    happened: 'An executive who is no member let themselves into this restricted incident. It ends by itself.',
    asked: 'Read the reason. If you object, take them out (command: remove-member).',
  },
  'glass-witness': {
    title: 'An executive let themselves into a restricted incident',
    happened: 'An executive who is no member let themselves into a restricted incident. It ends by itself.',
    asked: 'You are told as a witness, and nothing is asked of you. Ask them for the reason if you doubt it.',
  },
  'restriction-lifted': {
    title: 'No longer restricted',
    happened: 'Two members lifted the restriction of this incident: everybody sees it by their role.',
    asked: 'Go on as in any other incident.',
  },
};

export const LACKS_EN: Record<Lack, string> = {
  law: 'nobody who may approve a notice for the side of law',
  lead: 'nobody who may approve a notice for the side of the lead',
  drafter: 'nobody who could draft a notice beside its two approvers',
  executive: 'no executive, who confirms waivers and withdrawals',
  keeper: 'nobody who may add members',
  'second-keeper': 'nobody who could confirm, as a second person, that the restriction is lifted',
};
