import type { AlertWords, NewsKind } from './alert-words';

/** Ce qui attend quelqu’un, et ce qui concerne ceux à qui on le dit. */
export const NEWS_FR: Pick<AlertWords['kinds'], NewsKind> = {
  'report-received': {
    title: 'Votre signalement est reçu',
    happened: 'Merci. Votre signalement est parvenu à ceux qui l’examinent, sous le numéro ci-dessous.',
    asked:
      'Gardez ce que vous avez, sans rien y changer. Si vous voyez autre chose, signalez-le avec ce numéro. Nous vous écrirons à la clôture.',
  },
  'report-closed': {
    title: 'Suite donnée à votre signalement',
    happened: 'Votre signalement a été examiné, et il est clos.',
    asked: 'Rien. Merci de l’avoir signalé.',
  },
  'handed-over': {
    title: 'Un dossier vous est transmis',
    happened:
      'Ce fait nous a été signalé et ne relève pas du traitement des incidents de protection des données. Il vous a été transmis.',
    asked:
      'Prenez-le en charge : personne d’autre ne le fait. Si des données personnelles de clients se révélaient concernées, signalez-le de nouveau avec le numéro ci-dessus.',
  },
  'handover-unreached': {
    title: 'Transmis, et non reçu',
    happened: 'Ce dossier a été transmis à quelqu’un à qui notre courriel ne peut être remis.',
    asked:
      'Accusez réception, informez cette personne autrement, ou transmettez à quelqu’un d’autre (commande : reclassify).',
  },
  'help-asked': {
    title: 'Un client demande de l’aide',
    happened: 'Un client a demandé de l’aide dans ce dossier, et vous vous en chargez.',
    asked:
      'Accusez réception, lisez sa demande dans la chronologie, aidez-le et consignez la réponse (commande : answer-help).',
  },
  'help-overdue': {
    title: 'Aide demandée, et non terminée',
    happened: 'Un client a demandé de l’aide, depuis trop longtemps.',
    asked:
      'Donnez-la, ou voyez qui la donne, et dites quand elle est terminée (commande : end-assistance). Un accusé de réception seul la laisse en attente.',
  },
  'question-asked': {
    title: 'Un destinataire pose une question',
    happened: 'Un destinataire d’une notification pose une question, par la page que son lien ouvre.',
    asked: 'Lisez-la et répondez-y : la réponse figure sur cette page.',
  },
  'customers-silent': {
    title: 'Aucun signe de lecture',
    happened:
      'Les serveurs de ces clients ont accepté notre notification, et personne ne l’y a ouverte ni confirmée. Leurs autres contacts l’ont aussi, s’il y en a.',
    asked:
      'Informez chacun par téléphone, par lettre, par le portail ou de vive voix et consignez-le (commande : record-contact). Pour qui personne ne peut informer, demandez une dispense motivée (commande : waive-customer).',
  },
  'question-overdue': {
    title: 'Un destinataire attend toujours une réponse',
    happened: 'Un destinataire d’une notification a posé une question et n’a pas eu de réponse dans le temps prévu.',
    asked: 'Lisez-la et répondez-y maintenant. Un accusé de réception seul la laisse en attente.',
  },
  'second-person-overdue': {
    title: 'Une seconde personne est toujours requise',
    happened: 'Un acte attend qu’une seconde personne le confirme, depuis trop longtemps.',
    asked:
      'Vérifiez-le, et confirmez-le ou écartez-le maintenant, authentifié. Un accusé de réception seul le laisse en attente.',
  },
  'withholding-overdue': {
    title: 'Faut-il encore le taire ?',
    happened: 'Une information n’est pas communiquée aux clients à ce stade, et le moment de le réexaminer est venu.',
    asked:
      'Levez la rétention, pour que la prochaine mise à jour le dise (commande : release-withheld), ou dites pourquoi pas encore, et jusqu’à quand (commande : review-withholding).',
  },
  'authority-soon': {
    title: 'L’autorité doit être notifiée sous un jour',
    happened:
      'Nous sommes responsables du traitement concerné, et 48 heures ont passé depuis que nous en avons connaissance. L’article 33, paragraphe 1, du RGPD en donne 72.',
    asked: 'Notifiez l’autorité, par étapes s’il le faut, et consignez-le (commande : record-filing).',
  },
  'authority-overdue': {
    title: 'L’autorité n’est pas notifiée',
    happened:
      'Nous sommes responsables du traitement concerné, et 72 heures ont passé depuis que nous en avons connaissance : aucune notification à une autorité n’est consignée.',
    asked:
      'Notifiez-la maintenant, avec les motifs du retard, et consignez-le (commande : record-filing), ou pourquoi ce n’est pas requis.',
  },
  'regime-soon': {
    title: 'Une loi exige bientôt quelque chose de nous',
    happened: 'Il a été jugé qu’une loi ou un contrat s’applique à cet incident, et l’échéance approche.',
    asked: 'Faites-le et consignez-le avec sa preuve (commande : record-regime-duty).',
  },
  'regime-overdue': {
    title: 'Ce qu’une loi exige de nous est en retard',
    happened: 'Il a été jugé qu’une loi ou un contrat s’applique à cet incident, et rien n’est consigné à temps.',
    asked:
      'Faites-le maintenant et consignez-le avec sa preuve et les motifs du retard (commande : record-regime-duty).',
  },
  'hold-overdue': {
    title: 'Faut-il encore retenir la notification ?',
    happened:
      'Une notification aux clients est retenue, et le moment de le réexaminer est venu. Ce qui est promis aux clients continue de courir.',
    asked:
      'Laissez-la partir, ou dites pourquoi pas encore : levez la retenue (commande : hold-release, avec decline), et retenez-la de nouveau s’il le faut.',
  },
  'approval-overdue': {
    title: 'Notification toujours à approuver',
    happened: 'Une notification aux clients attend ses approbations, depuis trop longtemps.',
    asked:
      'Lisez-la, et approuvez-la ou rejetez-la maintenant, authentifié (commandes : approve-notice, reject-notice). Un accusé de réception seul la laisse en attente.',
  },
  'notice-approved': {
    title: 'Notification approuvée, à diffuser',
    happened: 'Une notification aux clients a ses deux approbations. Personne ne la reçoit avant sa diffusion.',
    asked: 'Diffusez-la, authentifié (commande : release-notice).',
  },
  'release-overdue': {
    title: 'Notification approuvée et non diffusée',
    happened: 'Une notification aux clients a ses deux approbations, et personne ne l’a diffusée.',
    asked:
      'Diffusez-la maintenant, ou rejetez-la avec un motif, authentifié (commandes : release-notice, reject-notice). Un accusé de réception seul la laisse en attente.',
  },
  'notice-rejected': {
    title: 'Notification rejetée',
    happened: 'Une notification que vous avez rédigée ou approuvée a été rejetée. Elle ne peut plus être diffusée.',
    asked: 'Lisez le motif sous « Précision », corrigez, et rédigez-la de nouveau (commande : draft-notice).',
  },
  'notice-stale': {
    title: 'Notification dépassée par les faits',
    happened:
      'Ce que dit une notification a changé après votre rédaction ou votre approbation. Elle ne peut être diffusée ainsi.',
    asked:
      'Rédigez-la de nouveau à partir des faits (commande : draft-notice) ; le nouveau texte demande les deux approbations.',
  },
  'merge-declined': {
    title: 'Fusion refusée',
    happened:
      'L’incident auquel vous aviez proposé celui-ci ne l’a pas repris. Celui-ci continue seul, avec ses propres délais.',
    asked:
      'Lisez le motif sous « Précision ». Proposez-le de nouveau une fois ce point réglé (commande : merge-into), ou continuez ici.',
  },
  'notice-sent': {
    title: 'Notification envoyée',
    happened: 'L’envoi d’une notification aux clients est terminé.',
    asked: 'Voyez qui l’a reçue et qui ne l’a pas reçue.',
  },
};
