import type { Lack } from '../../domain/restriction/state';
import type { RestrictedKind, AlertSentences } from './alert-words';

export const RESTRICTED_FR: Record<RestrictedKind, AlertSentences> = {
  restricted: {
    title: 'Vous êtes membre d’un dossier restreint',
    happened:
      'Ce dossier est réservé à des membres nommés. Pour toute autre personne il n’existe pas ; vous êtes l’un d’eux.',
    asked: 'Lisez-le, et n’en parlez qu’aux membres. Qui peut le voir y figure sous « restriction ».',
  },
  'members-lacking': {
    title: 'Il manque des membres',
    happened: 'Les membres de ce dossier restreint ne peuvent pas faire entre eux tout ce qu’il peut demander.',
    asked: 'Ajoutez qui manque (commande : add-member), ou assurez-vous que ce n’est pas nécessaire.',
  },
  'members-silent': {
    title: 'Un dossier restreint n’a personne qui réponde',
    happened:
      'Un dossier est restreint, et aucun de ses membres ne répond à ce qui y attend, ou ne peut en ajouter d’autres. Vous n’en êtes pas membre, et ce message n’en dit pas plus.',
    asked:
      'Joignez un membre si vous en connaissez un. Si cela ne peut attendre, entrez en donnant la raison (commande : break-glass) ; membres, protection des données et auditeurs en sont alors avertis.',
  },
  'glass-broken': {
    title: 'Un membre de la direction est entré',
    happened:
      'Un membre de la direction, non membre, est entré dans ce dossier restreint. Cet accès prend fin de lui-même.',
    asked: 'Lisez la raison. Si vous vous y opposez, retirez cette personne (commande : remove-member).',
  },
  'glass-witness': {
    title: 'Un membre de la direction est entré dans un dossier restreint',
    happened:
      'Un membre de la direction, non membre, est entré dans un dossier restreint. Cet accès prend fin de lui-même.',
    asked: 'Vous êtes averti comme témoin, et rien ne vous est demandé. En cas de doute, demandez-lui la raison.',
  },
  'restriction-lifted': {
    title: 'N’est plus restreint',
    happened: 'Deux membres ont levé la restriction de ce dossier : chacun le voit selon son rôle.',
    asked: 'Poursuivez comme dans tout autre dossier.',
  },
};

export const LACKS_FR: Record<Lack, string> = {
  law: 'personne qui puisse approuver une notification du côté du droit',
  lead: 'personne qui puisse approuver une notification du côté du pilotage',
  drafter: 'personne qui puisse rédiger une notification outre ses deux approbateurs',
  executive: 'aucun membre de la direction, qui confirme renonciations et retraits',
  keeper: 'personne qui puisse ajouter des membres',
  'second-keeper': 'personne qui puisse confirmer, en second, la levée de la restriction',
};
