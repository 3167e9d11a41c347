import type { Assess } from '../domain/triage/acts/assess';
import type { FactField } from '../domain/notices/facts';
import type { Severity } from '../domain/triage/report';
import type { EFFECTS, MANNERS, Scenario, Answer } from '../domain/triage/triage';
import { learnFacts, stateFacts, type Known } from './facts';
import type { ReportBody, Teller } from './teller';

/*
 * Six incidents that really happened, as the public record tells them; the companies' customers are invented. Each runs from its report to
 * its closing: the list of 320 students, the bodyguard who talked, the open bucket, the coding error at a processor, ransomware at a
 * provider, the lost disk.
 */

interface Course {
  report: Omit<ReportBody, 'detectedAt'>;
  triage: Judgement;
  evaluation: string;
  findings: string;
  declaration: { basis: 'confirmed' | 'likely' | 'reasonable-suspicion'; facts: string };
  facts: Known;
  /** Fields that the first notice states as not yet known, with the date by which customers are told. */
  gaps: FactField[];
  stages: ('investigation' | 'containment' | 'recovery' | 'review')[];
  /** Facts found later, and sent in an update. */
  update?: { facts: Known; message: string };
  /** What the final notice says of the rest. */
  final: { facts: Known; message: string };
  outcome: string;
}

interface Judgement {
  effects: (typeof EFFECTS)[number][];
  manner: (typeof MANNERS)[number];
  severity: Severity;
  scenario: Scenario;
  malicious: Answer;
}

export function assessment({ effects, manner, severity, scenario, malicious }: Judgement): Partial<Assess> {
  return {
    definition: {
      effect: { answer: 'yes', kinds: effects },
      manner: { answer: 'yes', kind: manner },
      data: { answer: 'yes', kinds: ['personal'] },
      processedByUs: { answer: 'yes' },
    },
    inScope: 'yes',
    malicious,
    severity: { level: severity, reason: `What was found is judged ${severity} for the people concerned.` },
    scenario,
  };
}

async function run(tell: Teller, course: Course, customers: string[]): Promise<string> {
  const id = await tell.report({ ...course.report, detectedAt: tell.hoursAgo(2) });
  await tell.say(id, 'responder', 'acknowledge', {});
  await tell.say(id, 'responder', 'assign', { persons: ['responder', 'lead'] });
  const { evaluation, findings } = course;
  await tell.say(id, 'responder', 'assess', { ...assessment(course.triage), evaluation, findings });
  await tell.say(id, 'lead', 'declare', {
    ...course.declaration,
    awareAt: tell.hoursAgo(1),
    gdpr: 'yes',
  });
  await tell.say(id, 'lead', 'acknowledge', {});
  await tell.until(id, 'triage has ended', ({ triage }) => triage.endedAt !== undefined);
  await tell.say(id, 'responder', 'add-affected-customers', { customers });
  await stateFacts(tell, id, course.facts, course.gaps);
  for (const to of course.stages) await tell.say(id, 'responder', 'move-stage', { to });
  await tell.tellCustomers(id, 'initial');
  await tell.until(id, 'everybody is told', ({ scope }) => scope.cohorts.every(({ told, total }) => told >= total));
  if (course.update) {
    await learnFacts(tell, id, course.update.facts);
    await tell.tellCustomers(id, 'update', course.update.message);
  }
  await learnFacts(tell, id, course.final.facts);
  await tell.tellCustomers(id, 'final', course.final.message);
  await tell.learnLessons(id);
  await tell.say(id, 'lead', 'close', { outcome: course.outcome });
  return id;
}

export const misdirectedMail = (tell: Teller, customers: string[]) =>
  run(
    tell,
    {
      report: {
        channel: 'staff',
        seen: 'A mail with the list of extenuating circumstances of named students went to all 320 students of the school.',
        severityHint: 'high',
      },
      triage: {
        effects: ['disclosure'],
        manner: 'accidental',
        severity: 'high',
        scenario: 'misdirected-email',
        malicious: 'no',
      },
      evaluation: 'Each student is named beside a private reason, some of them medical. All recipients are known.',
      findings: 'The list was attached in the place of another file. 320 recipients, one sending.',
      declaration: { basis: 'confirmed', facts: 'A named list with private reasons was mailed to 320 students.' },
      facts: {
        nature: 'A mail with a list of named persons and private circumstances was sent to the wrong recipients.',
        mitigation:
          'The mail was recalled, every recipient was asked to delete it, and written confirmations are being gathered.',
        service: 'Support mail',
        exposure: 'A few minutes until the recall; copies may remain with recipients',
        volumeAffected: '320 persons',
        volumeExposed: '320 records, each to 320 recipients',
        dataCategories: 'Names and private circumstances, some of them medical',
        otherParty: 'None',
        customerAction: 'Tell us if one of the persons named turns to you, and do not pass copies on.',
      },
      gaps: ['consequences'],
      stages: ['containment', 'review'],
      final: {
        facts: { consequences: 'Gossip and embarrassment for the persons named; no other use is known' },
        message: 'Every recipient confirmed that the list is deleted.',
      },
      outcome: 'Recalled, recipients asked to delete, customers told the same day.',
    },
    customers,
  );

export const insider = (tell: Teller, customers: string[]) =>
  run(
    tell,
    {
      report: {
        channel: 'third-party',
        externalReference: 'police inquiry',
        seen: 'The police tell us that a guard boasted of what he learnt on duty about a protected person.',
        severityHint: 'very-high',
        restrict: {
          reason: 'One of us is accused.',
          members: ['responder', 'lead', 'privacy', 'legal', 'communications', 'executive', 'operator'],
        },
      },
      triage: {
        effects: ['disclosure'],
        manner: 'unlawful',
        severity: 'very-high',
        scenario: 'malicious-insider',
        malicious: 'yes',
      },
      evaluation:
        'Knowledge from duty was told by word of mouth to people outside; nothing was copied as far as known.',
      findings: 'One former guard. What he told, and to whom, is known from the inquiry in part only.',
      declaration: {
        basis: 'reasonable-suspicion',
        facts: 'A former guard is accused of having passed on confidential knowledge about a protected person.',
      },
      facts: {
        nature: 'A former member of staff passed on confidential knowledge by word of mouth.',
        mitigation: 'The person no longer works here, all access has ended, and the duty rosters were changed.',
        service: 'Protection services',
        dataCategories: 'Whereabouts and habits',
        consequences: 'The protected person may be sought out',
        customerAction: 'Change routes and habits that the guard could know.',
      },
      gaps: ['volumeAffected', 'exposure', 'otherParty'],
      stages: ['investigation', 'containment', 'investigation', 'review'],
      final: {
        facts: {
          volumeAffected: 'One protected person and the household',
          exposure: 'From the first talk to the end of service, about three months',
          otherParty: 'None that is known',
        },
        message: 'The inquiry is with the police; our own has ended.',
      },
      outcome: 'Handed to the police; customers told of what may have been passed on.',
    },
    customers,
  );

export const openBucket = (tell: Teller, customers: string[]) =>
  run(
    tell,
    {
      report: {
        channel: 'third-party',
        seen: 'A security researcher found a storage bucket with 752,000 applications for birth certificates, open to the internet.',
        severityHint: 'very-high',
      },
      triage: {
        effects: ['disclosure'],
        manner: 'accidental',
        severity: 'very-high',
        scenario: 'misconfiguration',
        malicious: 'unknown',
      },
      evaluation: 'The bucket could be listed and read by anyone, without a password.',
      findings: 'Applications of many years. No access logs were kept, so access must be assumed.',
      declaration: { basis: 'confirmed', facts: 'About 752,000 applications could be read by anyone.' },
      facts: {
        nature: 'A storage bucket with applications was open to the internet.',
        mitigation: 'The bucket was closed; search engines and caches are being asked to remove copies.',
        service: 'Online applications',
        volumeAffected: 'About 752,000 applications',
        volumeExposed: 'All of them, as no access logs exist',
        dataCategories: 'Names, dates of birth, addresses, e-mail addresses, telephone numbers, family history',
        otherParty: 'The provider of the storage',
        consequences: 'Fraud in the name of the persons',
        customerAction: 'Warn the persons of letters and calls that use their data.',
      },
      gaps: ['exposure'],
      stages: ['containment', 'investigation', 'review'],
      final: {
        facts: { exposure: 'Since the bucket was set up; no earlier log exists' },
        message: 'The bucket is closed, and the copies that we know of are gone.',
      },
      outcome: 'Closed to the public; logs are kept from now on; customers told.',
    },
    customers,
  );

export const codingError = (tell: Teller, customers: string[]) =>
  run(
    tell,
    {
      report: {
        channel: 'third-party',
        seen: 'Our processor tells us that objections of 150,000 patients were never passed on because of a coding error.',
        severityHint: 'high',
      },
      triage: {
        effects: ['disclosure'],
        manner: 'accidental',
        severity: 'high',
        scenario: 'sub-processor',
        malicious: 'no',
      },
      evaluation: 'Data was used for research and audit although the patients had objected.',
      findings: 'The error is in the software of a processor. 150,000 objections were recorded and not sent on.',
      declaration: { basis: 'confirmed', facts: 'Objections of about 150,000 patients were not honoured.' },
      facts: {
        nature:
          'Objections to further use of data were not passed on, so that the data was used against the wish of the persons.',
        mitigation:
          'The error is corrected, the objections are honoured, and users of the data were told to stop using it.',
        service: 'Records software',
        volumeAffected: 'About 150,000 persons',
        volumeExposed: 'Unknown part of them, to researchers and auditors bound to secrecy',
        otherParty: 'The developer of the records software, a processor',
        dataCategories: 'Health data',
        consequences: 'Use of health data against the wish of the persons; no harm beyond that is known',
        customerAction: 'Nothing: the objections are honoured from now on.',
      },
      gaps: ['exposure'],
      stages: ['investigation', 'recovery', 'review'],
      final: {
        facts: { exposure: 'About three years, since the version with the error came into use' },
        message: 'The processor has corrected and tested its software.',
      },
      outcome: 'Error corrected by the processor and tested; customers told.',
    },
    customers,
  );

export const ransomware = (tell: Teller, customers: string[]) =>
  run(
    tell,
    {
      report: {
        channel: 'malicious-activity',
        seen: 'Attackers published files of ours and say that they encrypted our systems; the gateway was not patched.',
        severityHint: 'very-high',
      },
      triage: {
        effects: ['loss', 'disclosure', 'access'],
        manner: 'unlawful',
        severity: 'very-high',
        scenario: 'ransomware',
        malicious: 'yes',
      },
      evaluation: 'The attackers came through a known weakness of a gateway, took data out and encrypted servers.',
      findings: 'Published samples are genuine. Internal files and files of customers were on the servers hit.',
      declaration: { basis: 'confirmed', facts: 'Servers were encrypted and files were copied out and published.' },
      facts: {
        nature: 'Criminals entered through a gateway, copied files and encrypted servers.',
        mitigation: 'Affected systems are isolated, secrets replaced, and services are restored from clean copies.',
        service: 'Hosted applications',
        consequences: 'Copied files may be published or misused',
        customerAction: 'Replace passwords and keys that were kept with us',
        dataCategories: 'Files of customers, with contact data of their staff',
        exposure: 'At least from the entry to the isolation, four days',
      },
      gaps: ['volumeAffected', 'volumeExposed'],
      stages: ['containment', 'recovery', 'investigation', 'review'],
      final: {
        facts: {
          volumeAffected: 'Files on the servers that were encrypted',
          volumeExposed: 'Samples of internal files were published; no further publication is known',
        },
        message: 'Services are restored, and the investigation has ended.',
      },
      outcome: 'Restored from clean copies; customers told and advised.',
    },
    customers,
  );

export const lostDisk = (tell: Teller, customers: string[]) =>
  run(
    tell,
    {
      report: {
        channel: 'team',
        seen: 'A stock-taking found that disks with the records of 6.9 million donors are missing from the vault.',
        severityHint: 'very-high',
      },
      triage: {
        effects: ['loss', 'disclosure'],
        manner: 'accidental',
        severity: 'very-high',
        scenario: 'lost-device',
        malicious: 'unknown',
      },
      evaluation: 'Disks with old copies of forms, not encrypted, last seen years ago.',
      findings: 'The originals exist elsewhere; nothing was lost for use. Who has the disks is unknown.',
      declaration: {
        basis: 'likely',
        facts: 'Unencrypted disks with the forms of 6.9 million donors cannot be found.',
      },
      facts: {
        nature: 'Storage disks with copies of registration forms are missing.',
        mitigation: 'All vaults were searched, the remaining disks are destroyed under witness.',
        service: 'Register of donors',
        volumeAffected: 'About 6.9 million persons',
        dataCategories: 'Names, sex, dates of birth, addresses, identity numbers, choice about donation, signatures',
        otherParty: 'None',
        consequences: 'Identity theft by means of numbers and signatures',
        customerAction: 'Watch for requests in the name of donors.',
      },
      gaps: ['exposure', 'volumeExposed'],
      stages: ['investigation', 'review'],
      update: {
        facts: { exposure: 'At least since the last stock-taking, some years ago' },
        message: 'The disks were not found. We know of no misuse.',
      },
      final: {
        facts: { volumeExposed: 'Could not be established; all of it, as nothing shows otherwise' },
        message: 'The search has ended.',
      },
      outcome: 'Not found; remaining disks destroyed; customers told.',
    },
    customers,
  );
