import { CLASSES_FR, STAGES_FR } from '../../domain/case/names.fr';
import type { AlertWords } from './alert-words';
import { NEWS_FR } from './alert-news.fr';
import { DUTIES_FR } from './alert-duties.fr';
import { EXERCISE_DETAILS_FR, EXERCISE_FR, EXERCISE_LABELS_FR } from './alert-exercise.fr';
import { LESSON_DETAILS_FR, LESSONS_FR } from './alert-lessons.fr';
import { LACKS_FR, RESTRICTED_FR } from './alert-restricted.fr';

export const ALERT_FR: AlertWords = {
  kinds: {
    ...{ ...NEWS_FR, ...RESTRICTED_FR, ...LESSONS_FR, ...EXERCISE_FR },
    reported: {
      title: 'Nouveau signalement à trier',
      happened: 'Un fait a été signalé qui peut être un incident de protection des données. Le délai de tri court.',
      asked: 'Accusez réception, lisez le signalement et consignez les cinq points du tri (commande : assess).',
    },
    assigned: {
      title: 'Un dossier vous est confié',
      happened: 'Ce dossier vous a été confié.',
      asked: 'Accusez réception, puis poursuivez le dossier là où il en est.',
    },
    stakeholders: {
      title: 'Un dossier à connaître',
      happened: 'Par sa classe, sa gravité ou son scénario, ce dossier concerne votre fonction.',
      asked: 'Prenez-en connaissance et dites aux responsables ce qu’ils doivent savoir de votre côté.',
    },
    declared: {
      title: 'Incident déclaré',
      happened:
        'Un incident de protection des données a été déclaré. Notre engagement d’informer chaque client concerné court dès la déclaration.',
      asked:
        'Accusez réception. Puis faites votre part : clients concernés, faits, projet de notification, approbations.',
    },
    'declaration-unconfirmed': {
      title: 'Déclaration à confirmer',
      happened:
        'L’incident a été déclaré par un signal dont l’auteur ne peut être vérifié. Le délai court malgré tout.',
      asked:
        'Confirmez la déclaration une fois authentifié (commande : declare), ou demandez son retrait (commande : withdraw-declaration).',
    },
    'declaration-denied': {
      title: 'Déclaré, et répondu « no »',
      happened:
        'L’incident est déclaré, et le tri répond désormais « no » là où une déclaration demande un oui. La déclaration tient, et son délai avec elle.',
      asked:
        'Voyez les réponses nommées sous « Précision ». Si elles sont justes, demandez le retrait de la déclaration (commande : withdraw-declaration) ; sinon, évaluez à nouveau (commande : assess).',
    },
    'triage-overdue': {
      title: 'Tri en retard',
      happened: 'Le tri n’est pas terminé dans le temps prévu.',
      asked:
        'Consignez ce qui manque (commande : assess). Ce qui n’est pas encore connu peut être répondu « unknown ».',
    },
    'decision-overdue': {
      title: 'Décision en retard',
      happened: 'Ce dossier fait l’objet d’un soupçon et n’est ni déclaré ni classé autrement.',
      asked:
        'Déclarez-le, au besoin sur simple soupçon raisonnable (commande : declare), reclassez-le, ou notez ce qui manque et jusqu’à quand (commande : note-progress).',
    },
    'commitment-warning': {
      title: 'Clients pas encore informés',
      happened: 'Des clients concernés ne sont pas encore informés, et le temps de notre engagement s’épuise.',
      asked:
        'Voyez ce qui reste dû : clients concernés, projet, deux approbations, envoi. Une première notification peut dire « pas encore connu ».',
    },
    'commitment-expired': {
      title: 'Engagement dépassé, clients non informés',
      happened:
        'Le délai de notre engagement d’informer chaque client concerné est passé, et des clients ne sont toujours pas informés.',
      asked: 'Informez-les maintenant et donnez la raison du retard (commande : explain-delay).',
    },
    'event-warning': {
      title: 'Clients pas encore informés d’un événement',
      happened: 'Les clients ne savent pas encore ce que nous avons observé.',
      asked: 'Rédigez, approuvez et envoyez la notification d’événement.',
    },
    'clearance-warning': {
      title: 'Clients non concernés pas encore avisés',
      happened: 'Des clients informés de l’incident ne sont finalement pas concernés, et ne le savent pas encore.',
      asked:
        'Rédigez, approuvez et envoyez une notification de type clearance, ou faites-le dire par une personne et consignez-le (commande : record-contact).',
    },
    'promise-warning': {
      title: 'Promis par écrit aux clients',
      happened:
        'Une notification a promis des nouvelles aux clients pour une date proche, et ils ne les ont pas encore.',
      asked:
        'Consignez les faits désormais connus (commande : set-fact), puis envoyez une mise à jour : projet, deux approbations, diffusion. Elle peut nommer une nouvelle date.',
    },
    'promise-expired': {
      title: 'Une promesse écrite n’est pas tenue',
      happened:
        'Une notification a promis des nouvelles aux clients pour une date désormais passée, et ils ne les ont pas.',
      asked:
        'Accusez réception, écrivez-leur maintenant, même si rien de neuf n’est connu (commande : draft-notice), et donnez la raison du retard (commande : explain-delay).',
    },
    'final-notice-owed': {
      title: 'La notification finale reste due',
      happened:
        'Une notification a été promise aux clients à la résolution de l’incident. Aucune n’a été envoyée, et l’incident ne peut être clos sans elle.',
      asked:
        'Si l’incident est résolu, envoyez la notification finale : projet, deux approbations, diffusion. Sinon, écrivez aux clients où il en est. Deux personnes peuvent y renoncer avec un motif (commande : waive-promise).',
    },
    'fact-overdue': {
      title: 'Un fait reste inconnu',
      happened:
        'Un fait devait être établi à présent, et reste inconnu. La personne nommée sous « Précision » devait l’établir.',
      asked:
        'Accusez réception et consignez le fait (commande : set-fact) : connu, ou de nouveau inconnu, avec qui l’établit et jusqu’à quand.',
    },
    'reason-demanded': {
      title: 'Raison du retard demandée',
      happened: 'Des clients sont informés en retard, et aucune raison récente n’est consignée.',
      asked: 'Donnez la raison (commande : explain-delay) et informez les clients.',
    },
    'customers-unreachable': {
      title: 'Clients injoignables',
      happened: 'Pour certains clients concernés, aucun administrateur ne peut être joint par courriel.',
      asked:
        'Trouvez un autre contact et corrigez le registre, ou informez-les par téléphone, par lettre, par le portail ou de vive voix et consignez-le (commande : record-contact). Pour qui personne ne peut informer, demandez une dispense motivée (commande : waive-customer).',
    },
    'customers-unknown': {
      title: 'Clients concernés absents du registre',
      happened:
        'Des clients ou un produit ont été désignés comme concernés, et le registre ne les connaît pas. Personne ne peut les informer ainsi ; notre engagement reste ouvert et court depuis leur première désignation.',
      asked:
        'Importez les clients et ajoutez-les de nouveau (commande : add-affected-customers), ou retirez ce qui est une faute de frappe, avec le motif (commande : remove-affected-customer).',
    },
    'terms-kept': {
      title: 'Ajoutés de nouveau, avec un contrat plus court',
      happened:
        'Des clients ont été ajoutés de nouveau dont le contrat est devenu plus court depuis leur premier ajout. Pour ce dossier, ils gardent le délai de la première fois : une échéance ne change pas parce qu’un contrat change.',
      asked:
        'Voyez ce que dit leur contrat, et informez-les dans ce temps là où vous le pouvez : projet, deux approbations, envoi (commande : draft-notice).',
    },
    'customer-removed': {
      title: 'Retiré d’un incident déclaré',
      happened:
        'Une personne a retiré un client ou un produit de cet incident déclaré. Le dossier dit qui l’a fait, et pourquoi.',
      asked:
        'Lisez le motif dans la chronologie. S’il est concerné malgré tout, ajoutez-le de nouveau (commande : add-affected-customers) ; son délai est le même qu’avant.',
    },
    'contact-recorded': {
      title: 'Informé par une personne',
      happened:
        'Quelqu’un a consigné qu’une personne a informé un client. Le client compte comme informé dès cet instant.',
      asked:
        'Si ce n’est pas exact, annulez-le avec le motif (commande : revoke-contact) : le client reste alors à informer.',
    },
    'contact-revoked': {
      title: 'Pas informé par une personne, finalement',
      happened:
        'Quelqu’un a annulé la mention qu’une personne a informé un client. S’il n’a pas été informé autrement, le client reste à informer, à son échéance d’avant.',
      asked:
        'Veillez à ce que le client soit informé : par une notification, ou par une personne qui le consigne (commande : record-contact).',
    },
    'help-overdue': {
      title: 'Un client attend toujours de l’aide',
      happened: 'Un client a demandé de l’aide et n’a pas eu de réponse dans le temps prévu.',
      asked:
        'Répondez-lui et consignez-le (commande : answer-help), ou confiez-le à quelqu’un d’autre (commande : ask-help, avec owner).',
    },
    'second-person-needed': {
      title: 'Une seconde personne est requise',
      happened: 'Quelqu’un a demandé un acte qu’une seconde personne doit confirmer.',
      asked: 'Vérifiez-le et, s’il est juste, donnez la même commande, authentifié.',
    },
    'notice-awaits-approval': {
      title: 'Notification à approuver',
      happened: 'Une notification aux clients est rédigée et attend ses deux approbations.',
      asked:
        'Lisez-la, puis approuvez-la avec son empreinte ou rejetez-la avec un motif, authentifié (commandes : approve-notice, reject-notice).',
    },
    reopened: {
      title: 'Dossier rouvert',
      happened:
        'Un dossier clos a été rouvert, à l’étape de l’enquête. Ses délais sont les mêmes qu’avant ; ce qui est dû aux clients est recompté.',
      asked: 'Accusez réception, lisez le motif dans la chronologie et reprenez le dossier.',
    },
    'scope-unchanged': {
      title: 'Clients concernés inchangés',
      happened: 'Quelque chose devait être noté au sujet d’un client et ne l’a pas été.',
      asked:
        'Vérifiez l’identifiant sous « Précision ». Un client informé ne se retire pas : s’il n’est pas concerné, dites-le-lui (commande : clear-customer) ; si ce qui a été dit était faux, envoyez une correction.',
    },
    'set-aside': {
      title: 'Commandes reçues et non exécutées, à revoir',
      happened:
        'Des commandes reçues n’ont pas de place dans l’histoire de ce dossier : données entre une sauvegarde et sa restauration, ou gardées tant que le dossier était injoignable, puis refusées. Elles figurent dans sa chronologie, sans effet.',
      asked: 'Lisez-les (événement : reconciled) et redonnez celles qui valent encore.',
    },
  },
  declaredBySignal: {
    title: 'Incident déclaré par signal, à confirmer',
    happened:
      'Un incident de protection des données a été déclaré par un signal, dont l’auteur ne peut être vérifié. Notre engagement d’informer chaque client concerné court malgré tout dès la déclaration.',
    asked:
      'Accusez réception. Puis confirmez la déclaration, authentifié, ou faites-la retirer. Faites votre part : clients concernés, faits, projet de notification, approbations.',
  },
  unanswered: {
    before: 'Personne n’a répondu : ',
    since: (since, level, of) =>
      level < of
        ? `Personne n’a répondu depuis le ${since} : c’est maintenant à vous qu’on demande (échelon ${level} sur ${of}).`
        : `Personne n’a répondu depuis le ${since} : vous êtes le dernier recours (échelon ${level} sur ${of}), et on vous redemandera jusqu’à ce que quelqu’un réponde.`,
    inHand: (names) => `Ce dossier est entre les mains de ${names}, sans réponse à cette alerte.`,
  },
  together: (others) =>
    `Cette personne a beaucoup signalé en quelques minutes : ce message vaut pour ${others} ${others === 1 ? 'autre alerte' : 'autres alertes'}. Chaque dossier attend sa propre réponse, de la façon dite plus bas, sous son propre numéro :`,
  notYours:
    'Vous ne pouvez pas le faire vous-même ; les personnes nommées ci-dessous le peuvent : appelez l’une d’elles et veillez à ce que ce soit fait. Voici ce qui leur est demandé :',
  headings: { clock: 'Le délai', asked: 'Ce qui vous est demandé', how: 'Comment', first: 'Avant tout :' },
  labels: {
    case: 'Dossier',
    class: 'Classe',
    stage: 'Étape',
    severity: 'Gravité',
    product: 'Produit',
    declared: 'Déclaré',
    channel: 'Signalé par',
    detected: 'Détecté',
    ...EXERCISE_LABELS_FR,
    seen: 'Ce qui a été vu',
    seenBy: 'Signalé par (personne)',
    externalReference: 'Numéro là-bas',
    outsider: 'Venu de l’extérieur, par',
    answerTo: 'Répondre par',
    declaredAfter: 'De la connaissance à la déclaration',
    basis: 'Fondement',
    policy: 'Règle au lieu du RGPD',
    policyHours: 'Son délai',
    detail: 'Précision',
    reason: 'Raison',
    term: 'Délai',
    due: 'À tenir avant',
    local: 'À votre heure',
    left: 'Temps',
  },
  values: {
    ...{ ...CLASSES_FR, ...STAGES_FR },
    low: 'faible',
    medium: 'moyenne',
    high: 'élevée',
    'very-high': 'très élevée',
  },
  channels: {
    'signature-alarm': 'alarme sur signature',
    'anomaly-alarm': 'alarme sur anomalie',
    'malicious-activity': 'indice d’activité malveillante',
    'customer-portal': 'portail client',
    'third-party': 'tiers',
    staff: 'personnel',
    'reporting-system': 'système général de signalement',
    team: 'l’équipe elle-même',
  },
  bases: { confirmed: 'confirmé', likely: 'probable', 'reasonable-suspicion': 'soupçon raisonnable' },
  anchors: { detected: 'détecté', aware: 'connu', declared: 'déclaré' },
  ways: {
    telephone: 'par téléphone',
    letter: 'par lettre',
    portal: 'par le portail',
    'in-person': 'de vive voix',
  },
  term: {
    lengths: {
      hours: (count) => `${count} h`,
      days: (count) => `${count} ${count === 1 ? 'jour calendaire' : 'jours calendaires'}`,
      months: (count) => `${count} mois`,
      'business-days': (count) => `${count} ${count === 1 ? 'jour ouvré' : 'jours ouvrés'}`,
    },
    from: {
      detected: 'à compter de la détection',
      aware: 'à compter de la prise de connaissance',
      declared: 'à compter de la déclaration',
    },
    sources: { commitment: 'selon notre engagement', policy: 'selon la politique', contract: 'selon le contrat' },
  },
  details: {
    hoursLeft: (span) => `L’avertissement donné ${span} avant le terme`,
    notice: (notice, hash) => `Notification ${notice}, texte ${hash}`,
    outOfReach: (customers, names) =>
      `${customers} ${customers === 1 ? 'client injoignable' : 'clients injoignables'}${names && ` : ${names}`}`,
    contact: (way, customer, at) => `Client ${customer}, ${way}, ${at}`,
    help: (customer, owner) => `Client ${customer}, suivi par ${owner}`,
    question: (customer, notice, more) =>
      `Client ${customer}, au sujet de la notification ${notice}${more > 0 ? `, et ${more} autres` : ''}`,
    revokedContact: (customer, reason) => `Client ${customer} : ${reason}`,
    denial: (answers) => `Répondu « no » : ${answers}`,
    unregistered: (names, more) => (more > 0 ? `${names} et ${more} autres` : names),
    near: (names) => `Le registre connaît : ${names}`,
    keptTerm: (customer, kept, contract) => `${customer} (désormais ${contract} ; ici toujours ${kept})`,
    mark: {
      'already-told': (customer) => `Le client ${customer} est déjà informé`,
      'not-told': (customer) => `Le client ${customer} n’a pas été informé ; retirez-le simplement`,
      'no-such-contact': (customer) => `Aucune mention valable de ce numéro pour le client ${customer}`,
      'not-in-scope': (customer) => `Le client ${customer} ne figure pas parmi les clients concernés`,
    },
    fact: (field, owner) => `${field}, à établir par ${owner}`,
    promiseWaiver: (by, promise) => `${by} demande de renoncer à ce qui fut promis : ${promise}`,
    hold: (by, notice) => `${by} retient la notification ${notice}`,
    withholding: (by, withholding, field) =>
      `${by} demande de taire quelque chose aux clients à ce stade (rétention ${withholding}, du fait ${field})`,
    waiver: (by, customer) => `${by} demande de ne plus informer le client ${customer}`,
    withdrawal: (by, becomes) => `${by} demande le retrait de la déclaration ; le dossier serait alors : ${becomes}`,
    correction: (by, anchor, to) => `${by} demande de déplacer l’instant « ${anchor} » au ${to}`,
    rejection: (by, notice, reason) => `${by} a rejeté la notification ${notice} : ${reason}`,
    sending: (notice, told, customers, unreachable) =>
      `Notification ${notice} : ${told} clients informés sur ${customers}${unreachable > 0 ? `, et ${unreachable} injoignables` : ''}`,
    unreached: (names) => `Non remis à ${names}`,
    ...LESSON_DETAILS_FR,
    ...EXERCISE_DETAILS_FR,
    setAside: (commands) => `Commandes mises de côté : ${commands}`,
    lacks: LACKS_FR,
    glass: (by, until) => `${by} a accès jusqu’à ${until}`,
    lifting: (by) => `${by} demande la levée de la restriction`,
  },
  duties: DUTIES_FR,
  outcomes: {
    incident:
      'C’était un incident de protection des données. Il a été traité, et ceux qui devaient en être informés l’ont été.',
    event: 'Le fait venait du côté d’un client, qui a été informé de ce que nous avons vu.',
    'out-of-scope': 'Cela ne relevait pas de la protection des données, et a été transmis à ceux qui s’en occupent.',
    'not-an-incident': 'Ce n’était finalement pas un incident de protection des données.',
    undetermined: 'Le dossier a été clos.',
  },
  promise: {
    incident: 'Notre engagement d’informer chaque client concerné :',
    event: 'Ce que nous devons aux clients de cet événement, leur dire ce que nous avons observé :',
    written: 'Ce que nous avons promis par écrit aux clients :',
    other: 'La plus proche de nos promesses aux clients :',
  },
  noClock: 'Aucune promesse aux clients ne court pour l’instant.',
  how: {
    read: {
      case: 'Lire le dossier :',
      timeline: 'Lire sa chronologie :',
      notices: 'Voir quelles notifications existent et ce que chacune attend :',
      notice: 'Lire le texte :',
      deliveries: 'Voir quels envois ont été refusés :',
      'post-mortem': 'Lire le post-mortem :',
      unreachable: 'Voir quels clients aucune notification ne peut joindre :',
      questions: 'Lire les questions, et y répondre :',
    },
    commands: {
      acknowledge: 'Accuser réception, pour que personne d’autre ne soit appelé :',
      assess: 'Consigner le tri ; ce que vous omettez reste ouvert :',
      classify: 'Dire ce que c’est d’autre :',
      wait: 'Dire ce qui manque, et jusqu’à quand :',
      declare: 'Le déclarer :',
      'declare-again': 'Confirmer la déclaration telle quelle :',
      withdraw: 'Demander son retrait :',
      scope: 'Nommer des clients concernés :',
      remove: 'Retirer un client désigné par erreur :',
      fact: 'Consigner un fait pour la notification :',
      draft: 'Rédiger une notification à partir des faits :',
      approve: 'Approuver exactement ce texte :',
      release: 'Le diffuser :',
      reject: 'Le rejeter :',
      explain: 'Donner la raison du retard :',
      waive: 'Demander de ne pas informer un client, nommément :',
      contact: 'Consigner qu’une personne a informé l’un d’eux (way : telephone, letter, portal ou in-person) :',
      help: 'Consigner ce que le client a reçu :',
      member: 'Ajouter un membre :',
      glass: 'Entrer :',
      revoke: 'Annuler cette mention :',
      'waive-promise': 'Demander de renoncer à ce qui fut promis, par son identifiant :',
      postpone: 'Ou dire qui l’établit, et jusqu’à quand :',
      confirm: 'Confirmer :',
      decline: 'Écarter la demande :',
      'end-help': 'Dire que l’aide est terminée, et comment :',
      file: 'Consigner la notification à l’autorité :',
      'regime-duty': 'Consigner que c’est fait, avec la preuve :',
      'release-withheld': 'Lever la rétention :',
      'review-withheld': 'Dire pourquoi pas encore, et jusqu’à quand :',
      'end-task': 'Terminer la tâche, ou la passer en donnant la raison :',
    },
    bySignal: 'Accuser réception sans l’API, par le programme temporal :',
    fillIn: (docs) => `Remplissez ce qui est vide ("") ; ce qui peut y figurer est dit dans ${docs}.`,
    forOthers: (commands, roles) => `Ce que peuvent ${roles}, et non vous : ${commands}. Appelez l’une d’elles :`,
    yourOwn: 'C’est votre propre projet ou votre propre demande : une autre personne doit s’en charger.',
    open: 'Le dossier dans l’interface de Temporal',
    page: 'Accuser réception sur sa page, authentifié',
    onPage: 'Le faire sur sa page',
    signIn: 'Pour y lire, authentifiez-vous une fois',
  },
  repeat: 'Il se peut que vous ayez déjà reçu ce message une fois.',
};
