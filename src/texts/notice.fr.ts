import type { NoticeWords } from './notice';

export const NOTICE_FR: NoticeWords = {
  kinds: {
    initial: {
      title: 'Incident de protection des données, première notification',
      opening:
        'Nous avons déclaré un incident de protection des données qui touche, ou touche vraisemblablement, des données que nous traitons pour vous. Nous vous écrivons tôt : certains détails ne sont pas encore connus, et nous disons lesquels.',
      next: 'Nous vous écrirons de nouveau dès qu’un élément important sera établi, et à la résolution.',
    },
    update: {
      title: 'Incident de protection des données, mise à jour',
      opening:
        'Voici ce que nous savons à présent de l’incident de protection des données dont nous vous avons informés. Ce message remplace nos indications antérieures là où il en diffère.',
      next: 'Nous vous écrirons de nouveau dès qu’un élément important sera établi, et à la résolution.',
    },
    final: {
      title: 'Incident de protection des données, notification finale',
      opening:
        'Voici notre exposé final de l’incident de protection des données dont nous vous avons informés. Il remplace nos indications antérieures là où il en diffère.',
      next: 'Aucune autre notification n’est prévue. Si un élément important apparaît, nous vous écrirons de nouveau.',
    },
    correction: {
      title: 'Incident de protection des données, rectification',
      opening:
        'Une de nos notifications antérieures sur cet incident contenait une erreur. Ce qui suit la rectifie ; veuillez vous fier à la présente.',
      next: 'Nous vous écrirons de nouveau dès qu’un élément important sera établi, et à la résolution.',
    },
    withdrawal: {
      title: 'Incident de protection des données, notification retirée',
      opening:
        'Nous vous avons informés d’un incident de protection des données. Notre enquête a montré qu’il n’est pas constitué, et nous retirons notre notification. Si vous avez informé une autorité ou des personnes de ce fait, vous pouvez souhaiter le leur dire.',
      next: 'Aucune autre notification n’est prévue. Demandez-nous ce dont vous avez besoin pour vos propres dossiers.',
    },
    clearance: {
      title: 'Incident de protection des données, vous n’êtes pas concernés',
      opening:
        'Nous vous avons informés d’un incident de protection des données. Notre enquête a montré qu’il ne touche pas de données que nous traitons pour vous. L’incident lui-même subsiste pour d’autres. Si vous avez informé une autorité ou des personnes en raison de notre notification, vous pouvez souhaiter le leur dire.',
      next: 'Aucune autre notification n’est prévue. S’il devait en être autrement, nous vous écrirons de nouveau.',
    },
    event: {
      title: 'Une observation de votre côté',
      opening:
        'Nous avons observé un fait qui touche la protection des données dans votre domaine de responsabilité. D’après ce que nous savons, ce n’est pas un incident de notre fait ; nous vous en informons pour que vous puissiez agir.',
      next: 'Il vous revient de décider des suites. Aucune autre notification n’est prévue.',
    },
  },
  fields: {
    nature: 'Ce qui s’est passé',
    mitigation: 'Mesures d’atténuation prises ou proposées',
    service: 'Application, service ou produit',
    exposure: 'Durée d’exposition des données',
    volumeAffected: 'Volume d’enregistrements touchés',
    volumeExposed: 'Volume d’enregistrements exposés',
    otherParty: 'Autre partie en cause (fournisseur, sous-traitant, responsable du traitement)',
    dataCategories: 'Catégories de données et de personnes',
    consequences: 'Conséquences probables',
    customerAction: 'Ce que nous vous conseillons',
    contactPoint: 'Contact',
  },
  eventFields: {
    nature: 'Ce que nous avons observé',
    mitigation: 'Ce que nous avons fait',
    customerAction: 'Notre conseil',
  },
  greeting: 'À l’attention de {{contact|l’administrateur}},',
  headings: {
    known: 'Ce que nous savons',
    observed: 'Notre observation et notre conseil',
    yours: 'Pour vos comptes',
    next: 'La suite',
    clock: 'Délais',
    contact: 'Contact',
  },
  labels: {
    incident: 'Incident',
    notice: 'Numéro de notification',
    declared: 'Déclaré',
    aware: 'Nous en avons eu connaissance',
    customer: 'Client',
    account: 'Compte',
    data: 'Vos données concernées',
    volume: 'Volume',
    exposure: 'Exposition',
  },
  unknown: 'Pas encore connu. Nous vous le dirons dès que nous le saurons.',
  unknownUntil: (at) => `Pas encore connu ; nous vous le dirons au plus tard le ${at}.`,
  withheldUntil: (at) =>
    `Non communiqué pour l’instant, car le publier pourrait nuire ; nous vous le dirons au plus tard le ${at}.`,
  notApplicable: 'Sans objet ici.',
  nextBy: (at) => `Nous vous écrirons de nouveau au plus tard le ${at}.`,
  unknownForYou: 'pas encore connu pour vos comptes',
  commitment: (hours) =>
    `Informer les clients concernés en moins de ${hours} heures à compter de la déclaration est notre engagement : nous l’avons pris nous-mêmes, et il se compte depuis notre déclaration.`,
  ownClock:
    'Pour votre information : si vous êtes responsable du traitement de ces données et si le RGPD s’applique, les 72 heures de son article 33, paragraphe 1, courent vraisemblablement pour vous à compter de la réception de la présente. Il vous revient de décider s’il faut notifier une autorité ou des personnes ; nous vous aidons avec ce que nous savons.',
  help: 'Si vous souhaitez notre aide, demandez-la-nous : nous assistons sur demande.',
  contact: 'Répondez à ce message ou passez par votre contact habituel chez nous, en citant l’incident.',
  answer: 'Confirmer la réception, nous poser une question, ou signaler une erreur de destinataire',
  noAdmission: 'La présente est une information. Elle ne vaut reconnaissance ni de faute ni de responsabilité.',
};
