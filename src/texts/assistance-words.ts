import type { FactField } from '../domain/notices/facts';
import type { Article } from '../domain/notices/filing';
import type { Language } from './page';
import type { FigureWords } from './values';

/** What helps a controller with its own duties, in the languages of its page. */
export interface AssistanceWords {
  sheet: { title: string; about: string; open: string; undisclosed: string; notApplicable: string; until: string };
  figures: FigureWords;
  marks: { untranslated: string; likely: string; reported: string };
  articles: Record<Article, string>;
  rows: { reference: string; controller: string; processor: string; contact: string; dpo: string };
  instants: Record<'detected' | 'aware' | 'declared', string>;
  fields: Record<FactField, string>;
  letter: {
    title: string;
    hint: string;
    subject: string;
    greeting: string;
    opening: string;
    questions: string;
    contact: string;
    farewell: (controller: string) => string;
  };
}

const EN: AssistanceWords = {
  sheet: {
    title: 'Information for your notification under Article 33(3) of the GDPR',
    about: 'Taken from our notice to you. Whether and to whom you notify is for you to decide.',
    open: 'not known yet',
    undisclosed: 'not disclosed at this stage',
    notApplicable: 'does not apply',
    until: 'by',
  },
  figures: {
    language: 'en',
    time: { joiner: ' at ', hours: ':' },
    labels: {
      ...{ approximately: 'approximately', rangeTo: 'to', from: 'from', since: 'since', until: 'until' },
      ongoing: 'and still going on',
    },
  },
  marks: {
    untranslated: 'original wording, not yet translated',
    likely: 'likely, not yet confirmed',
    reported: 'as reported to us, not yet verified',
  },
  articles: {
    '33(3)(a)': 'Article 33(3)(a): nature of the breach, categories and numbers',
    '33(3)(b)': 'Article 33(3)(b): contact point for more information',
    '33(3)(c)': 'Article 33(3)(c): likely consequences',
    '33(3)(d)': 'Article 33(3)(d): measures taken or proposed',
    '34(2)': 'Article 34(2): what the persons concerned would be told',
  },
  rows: {
    reference: 'Our reference',
    controller: 'Controller',
    processor: 'Processor',
    contact: 'At any hour',
    dpo: 'Data protection officer of the processor',
  },
  instants: { detected: 'Detected', aware: 'We became aware', declared: 'We declared it a breach' },
  fields: {
    nature: 'What happened',
    breachKind: 'Kind of breach',
    howFound: 'How it was found',
    service: 'Application, service or product',
    exposure: 'Period of exposure',
    containment: 'Containment',
    personsAffected: 'Persons affected',
    personsExposed: 'Persons whose data was exposed',
    volumeAffected: 'Records affected',
    volumeExposed: 'Records exposed',
    dataCategories: 'Categories of data',
    personCategories: 'Categories of persons',
    consequences: 'Likely consequences',
    mitigation: 'Measures taken',
    measuresProposed: 'Measures proposed',
    customerAction: 'What can be done about it',
    otherParty: 'Other party involved',
    authorities: 'Authorities informed by us',
    contactPoint: 'Contact',
  },
  letter: {
    title: 'Draft of a letter to the persons concerned (Article 34 of the GDPR)',
    hint: 'A draft: [complete] what stands in brackets, and have it read before you send it.',
    subject: 'Information on a breach of your personal data',
    greeting: 'Dear [name],',
    opening: 'We are writing to inform you of a breach that concerns your personal data.',
    questions: 'If you have questions, please turn to:',
    contact: '[your contact point and data protection officer]',
    farewell: (controller) => `Yours sincerely,\n\n${controller}`,
  },
};

const FR: AssistanceWords = {
  sheet: {
    title: 'Éléments pour votre notification au titre de l’article 33, paragraphe 3, du RGPD',
    about:
      'Tirés de la notification que nous vous avons adressée. Il vous revient de décider si et à qui vous notifiez.',
    open: 'pas encore connu',
    undisclosed: 'non communiqué à ce stade',
    notApplicable: 'sans objet',
    until: 'au plus tard le',
  },
  figures: {
    language: 'fr',
    time: { joiner: ' à ', hours: '\u00a0h\u00a0' },
    labels: {
      ...{ approximately: 'environ', rangeTo: 'à', from: 'du', since: 'depuis le', until: 'au' },
      ongoing: 'et toujours en cours',
    },
  },
  marks: {
    untranslated: 'texte d’origine, pas encore traduit',
    likely: 'probable, non encore confirmé',
    reported: 'selon un signalement, non encore vérifié',
  },
  articles: {
    '33(3)(a)': 'Article 33, paragraphe 3, a) : nature de la violation, catégories et nombres',
    '33(3)(b)': 'Article 33, paragraphe 3, b) : point de contact',
    '33(3)(c)': 'Article 33, paragraphe 3, c) : conséquences probables',
    '33(3)(d)': 'Article 33, paragraphe 3, d) : mesures prises ou proposées',
    '34(2)': 'Article 34, paragraphe 2 : ce qui serait communiqué aux personnes concernées',
  },
  rows: {
    reference: 'Notre référence',
    controller: 'Responsable du traitement',
    processor: 'Sous-traitant',
    contact: 'À toute heure',
    dpo: 'Délégué à la protection des données du sous-traitant',
  },
  instants: {
    detected: 'Détectée le',
    aware: 'Portée à notre connaissance le',
    declared: 'Qualifiée par nous de violation le',
  },
  fields: {
    nature: 'Ce qui s’est passé',
    breachKind: 'Nature de la violation',
    howFound: 'Circonstances de la découverte',
    service: 'Application, service ou produit',
    exposure: 'Période d’exposition',
    containment: 'Maîtrise de la violation',
    personsAffected: 'Personnes concernées',
    personsExposed: 'Personnes dont les données ont été exposées',
    volumeAffected: 'Enregistrements concernés',
    volumeExposed: 'Enregistrements exposés',
    dataCategories: 'Catégories de données',
    personCategories: 'Catégories de personnes',
    consequences: 'Conséquences probables',
    mitigation: 'Mesures prises',
    measuresProposed: 'Mesures proposées',
    customerAction: 'Ce qui peut être fait',
    otherParty: 'Autre partie en cause',
    authorities: 'Autorités que nous avons informées',
    contactPoint: 'Contact',
  },
  letter: {
    title: 'Projet de lettre aux personnes concernées (article 34 du RGPD)',
    hint: 'Un projet : complétez ce qui figure entre [crochets] et faites-le relire avant tout envoi.',
    subject: 'Information sur une violation de vos données à caractère personnel',
    greeting: 'Madame, Monsieur [nom],',
    opening: 'Nous vous informons d’une violation qui concerne vos données à caractère personnel.',
    questions: 'Pour toute question, vous pouvez vous adresser à :',
    contact: '[votre point de contact et votre délégué à la protection des données]',
    farewell: (controller) => `Nous vous prions d’agréer nos salutations distinguées.\n\n${controller}`,
  },
};

export const ASSISTANCE_WORDS: Record<Language, AssistanceWords> = { en: EN, fr: FR };
