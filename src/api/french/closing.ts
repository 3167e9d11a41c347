import type { Sentences } from './sentences';

/** What stands in the way of closing or merging, and of concluding. */
export const CLOSING: Sentences = {
  'the case is not classed': 'le dossier n’est pas qualifié',
  'triage answers "no" for {}: withdraw the declaration, or assess again':
    'le tri répond «\u202fnon\u202f» pour {=}\u202f: retirez la déclaration, ou refaites le tri',
  'a change of scope is being worked out': 'une modification du périmètre est en cours de calcul',
  'withholding {} waits for {}: approve or decline it{}':
    'la rétention {} attend {=}\u202f: approuvez-la ou écartez-la',
  'notice {} is paused: go on with it{}, or end it for good{}':
    'la notification {} est suspendue\u202f: reprenez l’envoi, ou mettez-y fin pour de bon',
  'notice {} is held: end the hold (hold-release with "decline") and release it, or reject it':
    'la notification {} est retenue\u202f: mettez fin à la retenue et diffusez-la, ou rejetez-la',
  'notice {} is released: wait until it is sent':
    'la notification {} est diffusée\u202f: attendez qu’elle soit envoyée',
  'notice {} is {}: release it, or reject it': 'la notification {} est {=}\u202f: diffusez-la, ou rejetez-la',
  'being composed': 'en cours de composition',
  'the delay is not explained': 'le retard n’est pas expliqué',
  'named as affected, but not in the register: {}{}; import and add them, or remove them':
    'désignés comme touchés, mais absents du registre\u202f: {}{}\u202f; importez-les et ajoutez-les, ou retirez-les',
  ' and {} more': ' et {} de plus',
  'named as affected, but nobody has an account for the product: {}{}; import the accounts and add it again, or take it off (remove-affected-customer with "product") and add the right one':
    'désigné comme touché, mais personne n’a de compte pour ce produit\u202f: {}{}\u202f; importez les comptes et ajoutez-le de nouveau, ou retirez-le et ajoutez le bon',
  '{} asked for help and waits for {}: answer it{}': '{} demande de l’aide et attend {}\u202f: répondez-lui',
  'the customer asked for assistance, which has not ended':
    'le client a demandé une assistance, qui n’est pas terminée',
  'the waiver of {} waits for an executive': 'la renonciation pour {} attend un membre de la direction',
  'the post-mortem is not open: move the incident to recovery or review once it is contained':
    'le retour d’expérience n’est pas ouvert\u202f: passez au rétablissement ou au bilan une fois l’incident maîtrisé',
  'the post-mortem is not approved: its members write and approve it, due {}':
    'le retour d’expérience n’est pas approuvé\u202f: ses membres le rédigent et l’approuvent, échéance {}',
  'a withdrawal of the declaration waits for an executive':
    'un retrait de la déclaration attend un membre de la direction',
  'a correction of {} waits for a second person':
    'une correction de l’instant «\u202f{=}\u202f» attend une seconde personne',
  '{}: declare, or say what it is': '{}\u202f: déclarez, ou dites ce que c’est',
  'the declaration waits for a signed-in person to confirm it':
    'la déclaration attend d’être confirmée par une personne authentifiée',
  '{} of {} customers told': '{} clients avertis sur {}',
  'not every affected customer is told': 'tous les clients touchés ne sont pas avertis',
  'no customer is in scope: add them, or {}': 'aucun client n’est dans le périmètre\u202f: ajoutez-les, ou {=}',
  'reclassify the case': 'qualifiez autrement le dossier',
  'withdraw the declaration': 'retirez la déclaration',
  '{} of {} customers told that the declaration was withdrawn':
    '{} clients sur {} avertis du retrait de la déclaration',
  '{} is not told yet that it is not affected after all': '{} n’est pas encore averti d’être hors de cause',
  '{} promises to tell {}: send it, or have the promise waived{}':
    '{=} promet de dire {=}\u202f: envoyez-le, ou faites renoncer à la promesse',
  'notice {}': 'la notification {}',
  'a notice of {}': 'une notification de {}',
  '{} promises another: send it, or have the promise waived{}':
    '{=} en promet une autre\u202f: envoyez-la, ou faites renoncer à la promesse',
  '{}: {} promises another when it is resolved: send the final notice, or have it waived{}':
    '{}\u202f: {=} en promet une autre une fois l’incident résolu\u202f: envoyez la notification finale, ou faites-y renoncer',
  '{}: {} finds it out by {}: set the fact, or have it waived{}':
    '{}\u202f: {} l’établit d’ici {}\u202f: renseignez le fait, ou faites-y renoncer',
  '{}: the authority is notified by {}: record it, or why that is not required{}':
    '{}\u202f: l’autorité est notifiée d’ici {}\u202f: consignez-le, ou pourquoi ce n’est pas requis',
  '{}: {} of {} is due before {}: record it{}': '{}\u202f: {=} de {} est dû avant {}\u202f: consignez-le',
  'a duty': 'une obligation',
  'task {} of {} is open: {}; end it, or skip it with the reason{}':
    'la tâche {} de {} est ouverte\u202f: {}\u202f; terminez-la, ou passez-la en donnant la raison',
  '{}: customers are not told something: release or decline it{}, or have its review waived{}':
    '{}\u202f: quelque chose est tu aux clients\u202f: levez-le ou écartez-le, ou faites renoncer à son réexamen',
  '(a) evaluation of the event': '(a) évaluation de l’événement',
  '(b) in scope or not': '(b) dans le périmètre ou non',
  '(c) malicious: yes, no or unknown': '(c) malveillance\u202f: oui, non ou inconnu',
  '(d) preliminary findings': '(d) premières constatations',
  '(d) severity with its reason': '(d) gravité, avec sa raison',
  '(e) who was alerted: nobody has been reached yet': '(e) qui fut alerté\u202f: personne n’a encore été joint',
  'kind of data': 'nature des données',
  'whether we process it': 'si nous les traitons',
  'in scope': 'dans le périmètre',
  '{}: {}, due {}': '{}\u202f: {=}, échéance {}',
  'notice {} is {}: wait until it is sent, or reject it':
    'la notification {} est {=}\u202f: attendez qu’elle soit envoyée, ou rejetez-la',
  'words are withheld: release or decline them': 'des mots sont tus\u202f: levez la rétention ou écartez-la',
  'customers are named that are not in the register': 'des clients nommés sont absents du registre',
  'a customer waits for help: answer it': 'un client attend de l’aide\u202f: répondez-lui',
  'a question of a recipient waits: answer it': 'une question d’un destinataire attend\u202f: répondez-y',
  'an act waits for a second person: confirm or decline it':
    'un acte attend une seconde personne\u202f: confirmez-le ou écartez-le',
  '{} is open: meet it here': '{} est ouvert\u202f: tenez-le ici',
  '(a) definition: {}': '(a) définition\u202f: {=}',
  'named as affected, but not in the register: {} and {} more; import and add them, or remove them':
    'désignés comme touchés, mais absents du registre\u202f: {} et {} de plus\u202f; importez-les et ajoutez-les, ou retirez-les',
  'named as affected, but nobody has an account for the product: {} and {} more; import the accounts and add it again, or take it off (remove-affected-customer with "product") and add the right one':
    'désignés comme touchés, mais personne n’a de compte pour ces produits\u202f: {} et {} de plus\u202f; importez les comptes et ajoutez-les de nouveau, ou retirez-les et ajoutez les bons',
  'triage: {}': 'tri\u202f: {=}',
  '(a) definition': '(a) définition',
};
