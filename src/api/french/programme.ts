import type { Sentences } from './sentences';

/** What exercises, post-mortems and the programme refuse. */
export const PROGRAMME: Sentences = {
  '{} goes through the API only: its author must be signed in.':
    '{} ne passe que par l’API\u202f: son auteur doit s’être authentifié.',
  '{} is for {} of {}; its facilitator is {}.': '{} revient à\u202f: {=} de {}\u202f; son animateur est {}.',
  'the facilitator': 'l’animateur',
  '{} is {}; {} is for one that is {}.': '{} est {=}\u202f; {} est pour un exercice {=}.',
  'Nobody who may act here has the id {}.': 'Personne qui puisse agir ici n’a l’identifiant {}.',
  'An exercise is run by somebody who holds lead or privacy.':
    'Un exercice est mené par la direction de crise ou la protection des données.',
  'Nobody of the team plays {}; the scenario asks for each.':
    'Personne de l’équipe ne joue {=}\u202f; le scénario demande chacun de ces rôles.',
  'The scenario has {} customers, and the register {}.': 'Le scénario a {} clients, et le registre {}.',
  'A post-mortem is for its members; one of legal or privacy among them admits others.':
    'Un retour d’expérience est à ses membres\u202f; le juridique ou la protection des données, s’ils en sont, en admettent d’autres.',
  'This post-mortem was approved {}, and stands. Its actions go on.':
    'Ce retour d’expérience fut approuvé le {}, et ne change plus. Ses actions continuent.',
  'This post-mortem has no action {}; it has {}.': 'Ce retour d’expérience n’a pas d’action {}\u202f; il en a {}.',
  'You have approved it; the other approval comes from another person.':
    'Vous l’avez approuvé\u202f; l’autre approbation vient de quelqu’un d’autre.',
  'Your side has approved it; the other approval comes from the other side.':
    'Votre côté l’a approuvé\u202f; l’autre approbation vient de l’autre côté.',
  'Two people approved it already.': 'Deux personnes l’ont déjà approuvé.',
  'That is the hash of another text. Read this one, then approve it by its own.':
    'C’est l’empreinte d’un autre texte. Lisez celui-ci, puis approuvez-le par la sienne.',
  'Who wrote it does not approve it; ask two colleagues.':
    'Qui l’a écrit ne l’approuve pas\u202f; demandez à deux collègues.',
  'You approved it; the other approval comes from another person.':
    'Vous l’avez approuvé\u202f; l’autre approbation vient de quelqu’un d’autre.',
  'Its incident is being opened; end it after that.':
    'Son incident est en train de s’ouvrir\u202f; terminez-le ensuite.',
  'This cannot be concluded yet: {}.': 'Ceci ne peut pas encore être conclu\u202f: {=}.',
  'Name an instant to come.': 'Donnez un instant à venir.',
  'An exercise holds {} findings.': 'Un exercice contient au plus {} constats.',
  '{} has no finding {}.': '{} n’a pas de constat {}.',
  'The resolution of finding {} is done.': 'La résolution du constat {} est faite.',
  '{} is none of the team of {}, and has no role to confirm.':
    '{} n’est pas de l’équipe de {}, et n’a pas de rôle à confirmer.',
  '{} has confirmed already.': '{} a déjà confirmé.',
  '{} is none of the team of {}.': '{} n’est pas de l’équipe de {}.',
  'Say in "reason" why they are excused.': 'Dites dans «\u202freason\u202f» pourquoi cette personne est excusée.',
  'checkBy comes before due; check it after.': 'checkBy précède due\u202f; vérifiez après.',
  'A post-mortem holds {} actions.': 'Un retour d’expérience contient au plus {} actions.',
  'Version {} took it up already.': 'La version {} l’a déjà repris.',
  'Action {} is not done; say first which version took it up.':
    'L’action {} n’est pas faite\u202f; dites d’abord quelle version l’a reprise.',
  'Action {} is verified.': 'L’action {} est vérifiée.',
  'Who made a change does not verify it; ask a colleague.':
    'Qui a fait un changement ne le vérifie pas\u202f; demandez à un collègue.',
  'No such alert waits for an answer.': 'Aucune alerte de cet identifiant n’attend de réponse.',
  'It stands at version {}; read it again.': 'Il en est à la version {}\u202f; relisez-le.',
  'It still needs: {}.': 'Il lui manque encore\u202f: {=}.',
  '{} is a member already.': '{} est déjà membre.',
  '{} is no member.': '{} n’est pas membre.',
  'No member would be left who may let others in. Admit one of legal or privacy first.':
    'Il ne resterait aucun membre qui puisse en admettre d’autres. Admettez d’abord quelqu’un du juridique ou de la protection des données.',
  'An audit has an end: "until" must be an instant to come.':
    'Un audit a une fin\u202f: «\u202funtil\u202f» doit être un instant à venir.',
  'There is no text for customers yet: write it (write-synthesis).':
    'Il n’y a pas encore de texte pour les clients\u202f: écrivez-le («\u202fÉcrire la synthèse pour les clients\u202f»).',
  'The text stands at version {}; read it again.': 'Le texte en est à la version {}\u202f; relisez-le.',
  'Who wrote it does not approve it; ask a colleague.':
    'Qui l’a écrit ne l’approuve pas\u202f; demandez à un collègue.',
  'A post-mortem holds {} annotations. Put the rest into the answers.':
    'Un retour d’expérience contient au plus {} annotations. Mettez le reste dans les réponses.',
  '"{}" is answered yes, partly or no, and in words: add "verdict".':
    '«\u202f{}\u202f» se répond par oui, en partie ou non, et en mots\u202f: donnez «\u202fverdict\u202f».',
  'The procedure has no step "{}"; its steps: {}.':
    'La procédure n’a pas d’étape «\u202f{}\u202f»\u202f; ses étapes\u202f: {}.',
  'the score card is being made': 'les résultats sont en cours de calcul',
  'the attendance of {} is not recorded': 'la présence de {} n’est pas notée',
  'nobody of {} was present or excused': 'personne de {} n’était présent ou excusé',
  'an answer to "{}"': 'une réponse à «\u202f{}\u202f»',
  'a judgement of the step "{}"': 'un jugement de l’étape «\u202f{}\u202f»',
  'an action for the changes it asks for': 'une action pour les changements qu’il demande',
  'who owns the resolution': 'qui répond de la résolution',
  'the team': 'l’équipe',
  'lead, privacy or the facilitator': 'la direction de crise, la protection des données ou l’animateur',
};
