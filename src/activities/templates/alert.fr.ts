import type { AlertWords } from './alert';

export const ALERT_FR: AlertWords = {
  kinds: {
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
    'reason-demanded': {
      title: 'Raison du retard demandée',
      happened: 'Des clients sont informés en retard, et aucune raison récente n’est consignée.',
      asked: 'Donnez la raison (commande : explain-delay) et informez les clients.',
    },
    'customers-unreachable': {
      title: 'Clients injoignables',
      happened: 'Pour certains clients concernés, aucun administrateur ne peut être joint par courriel.',
      asked:
        'Trouvez un autre contact et corrigez le registre, informez-les autrement, ou demandez une dispense motivée (commande : waive-customer).',
    },
    'customers-unknown': {
      title: 'Clients concernés absents du registre',
      happened:
        'Des clients ou un produit ont été désignés comme concernés, et le registre ne les connaît pas. Personne ne peut les informer ainsi ; notre engagement reste ouvert et court depuis leur première désignation.',
      asked:
        'Importez les clients et ajoutez-les de nouveau (commande : add-affected-customers), ou retirez ce qui est une faute de frappe, avec le motif (commande : remove-affected-customer).',
    },
    'customer-removed': {
      title: 'Retiré d’un incident déclaré',
      happened:
        'Une personne a retiré un client ou un produit de cet incident déclaré. Le dossier dit qui l’a fait, et pourquoi.',
      asked:
        'Lisez le motif dans la chronologie. S’il est concerné malgré tout, ajoutez-le de nouveau (commande : add-affected-customers) ; son délai est le même qu’avant.',
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
    'set-aside': {
      title: 'Commandes à revoir après une restauration',
      happened:
        'Une sauvegarde a été restaurée ; des commandes données entre-temps n’ont plus de place dans l’histoire de ce dossier. Elles figurent dans sa chronologie, sans effet.',
      asked: 'Lisez-les (événement : reconciled) et redonnez celles qui valent encore.',
    },
  },
  headings: { clock: 'Le délai', asked: 'Ce qui vous est demandé', how: 'Comment' },
  labels: {
    case: 'Dossier',
    class: 'Classe',
    stage: 'Étape',
    severity: 'Gravité',
    product: 'Produit',
    declared: 'Déclaré',
    detail: 'Précision',
    due: 'À tenir avant',
    local: 'À votre heure',
    left: 'Temps',
  },
  values: {
    undetermined: 'à déterminer',
    incident: 'incident',
    event: 'événement',
    'out-of-scope': 'hors du champ',
    'not-an-incident': 'pas un incident',
    triage: 'tri',
    investigation: 'enquête',
    containment: 'confinement',
    recovery: 'rétablissement',
    review: 'bilan',
    closed: 'clos',
    low: 'faible',
    medium: 'moyenne',
    high: 'élevée',
    'very-high': 'très élevée',
  },
  promise: {
    incident: 'Notre engagement d’informer chaque client concerné :',
    event: 'Ce que nous devons aux clients de cet événement, leur dire ce que nous avons observé :',
    other: 'La plus proche de nos promesses aux clients :',
  },
  noClock: 'Aucune promesse aux clients ne court pour l’instant.',
  open: 'Ouvrir le dossier',
  acknowledge: 'Accuser réception par l’API :',
  signal: 'ou par le programme temporal :',
  commands: 'Toute autre commande suit le même chemin, sous son propre nom.',
  repeat: 'Il se peut que vous ayez déjà reçu ce message une fois.',
};
