import type { NoticeWords } from './notice';

export const NOTICE_EN: NoticeWords = {
  kinds: {
    initial: {
      title: 'Data-protection incident, first notice',
      opening:
        'We have declared a data-protection incident that affects, or is likely to affect, data that we process for you. We write early: some details are not known yet, and we say which.',
      next: 'We write again when something material is found, and when it is resolved.',
    },
    update: {
      title: 'Data-protection incident, update',
      opening:
        'This is what we know now about the data-protection incident that we told you of earlier. It replaces our earlier statements where it differs from them.',
      next: 'We write again when something material is found, and when it is resolved.',
    },
    final: {
      title: 'Data-protection incident, final notice',
      opening:
        'This is our concluding account of the data-protection incident that we told you of earlier. It replaces our earlier statements where it differs from them.',
      next: 'No further notice is planned. Should something material come to light, we write again.',
    },
    correction: {
      title: 'Data-protection incident, correction',
      opening:
        'Something in an earlier notice of ours about this incident was wrong. What follows corrects it; please rely on this notice instead.',
      next: 'We write again when something material is found, and when it is resolved.',
    },
    withdrawal: {
      title: 'Data-protection incident, notice withdrawn',
      opening:
        'We told you earlier of a data-protection incident. Our investigation has shown that it does not stand, and we withdraw our notice. If you informed an authority or persons because of it, you may wish to tell them so.',
      next: 'No further notice is planned. Please ask us for anything you need for your own records.',
    },
    clearance: {
      title: 'Data-protection incident, you are not affected',
      opening:
        'We told you earlier of a data-protection incident. Our investigation has shown that it does not affect data that we process for you. The incident itself stands for others. If you informed an authority or persons because of our notice, you may wish to tell them so.',
      next: 'No further notice is planned. Should this turn out to be otherwise, we write again.',
    },
    event: {
      title: 'Something we observed on your side',
      opening:
        'We observed something that concerns the protection of data in your area of responsibility. By what we know it is not an incident of ours; we tell you so that you can act.',
      next: 'What to do about it is for you to decide. No further notice is planned.',
    },
  },
  fields: {
    nature: 'What happened',
    mitigation: 'What we have done and propose against it',
    service: 'Application, service or product',
    exposure: 'How long data was exposed',
    volumeAffected: 'Volume of records affected',
    volumeExposed: 'Volume of records exposed',
    otherParty: 'Other party involved (supplier, sub-processor, controller)',
    dataCategories: 'Categories of data and of persons',
    consequences: 'Likely consequences',
    customerAction: 'What we advise you to do',
    contactPoint: 'Contact',
  },
  eventFields: { nature: 'What we observed', mitigation: 'What we have done', customerAction: 'Our advice' },
  greeting: 'To {{contact|the administrator}},',
  headings: {
    known: 'What we know',
    observed: 'Our observation and advice',
    yours: 'For your accounts',
    next: 'What comes next',
    clock: 'Time limits',
    contact: 'Contact',
  },
  labels: {
    incident: 'Incident',
    notice: 'Notice number',
    declared: 'Declared',
    aware: 'We became aware',
    customer: 'Customer',
    account: 'Account',
    data: 'Your data concerned',
    volume: 'Volume',
    exposure: 'Exposure',
  },
  unknown: 'Not yet known. We will tell you as soon as we know.',
  unknownUntil: (at) => `Not yet known; we will tell you by ${at}.`,
  withheldUntil: (at) => `Withheld for now, because to publish it could do harm; we will tell you by ${at}.`,
  notApplicable: 'Does not apply here.',
  nextBy: (at) => `We write again by ${at}.`,
  unknownForYou: 'not yet known for your accounts',
  commitment: (hours) =>
    `To tell affected customers in less than ${hours} hours from declaration is our commitment, made by us and counted from our declaration.`,
  ownClock:
    'For your information: if you are the controller of the data and the GDPR applies, the 72 hours of its Article 33(1) presumably run for you from the receipt of this notice. Whether to notify an authority or persons is for you to decide; we help with what we know.',
  help: 'If you would like our help, ask us: we assist on request.',
  contact: 'Please reply to this message, or use your usual contact with us. Name the incident.',
  answer: 'Confirm that you have this, ask us, or say that it is not for you',
  noAdmission: 'This notice is information. It is not an admission of fault or liability.',
};
