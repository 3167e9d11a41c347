import type { FactField } from '../notices/facts';
import type { Instant } from '../primitives/instant';
import type { DefinitionTest } from '../triage/triage';
import type { TriageEntry } from '../triage/missing';
import type { Blocker, BlockerCode, HoldingClock } from './blockers';

export type BlockerLanguage = 'en' | 'fr';

/** How a reader is told instants, clocks, people, facts and acts. */
export interface BlockerTelling {
  instant: (at: Instant) => string;
  clock: (clock: HoldingClock) => string;
  person: (id: string) => string;
  role: (role: string) => string;
  fact: (field: FactField) => string;
  noticeStatus: (status: string) => string;
  anchor: (anchor: string) => string;
  act: (command: string) => string;
}

/** One line of what stands in the way of closing; by ids and UTC, unless it is told otherwise. */
export function blockerIn(language: BlockerLanguage, blocker: Blocker, telling: BlockerTelling = AS_IT_IS): string {
  return WORDS[language].lines[blocker.code](wordsOf(blocker, telling, language));
}

export function entryIn(language: BlockerLanguage, entry: TriageEntry, tests: readonly string[] = []): string {
  const { entries, tests: words, colon } = WORDS[language];
  const untested = tests.map((test) => words[test as DefinitionTest | 'inScope']);
  return untested.length > 0 ? `${entries[entry]}${colon}${untested.join(', ')}` : entries[entry];
}

const AS_IT_IS: BlockerTelling = {
  instant: (at) => at,
  clock: ({ id }) => id,
  ...{ person: itself, role: itself, fact: itself, noticeStatus: itself, anchor: itself, act: itself },
};

function itself(name: string): string {
  return name;
}

/** A blocker whose values are words already. */
interface Told {
  clock: string;
  number: string;
  which: string;
  customer: string;
  owner: string;
  fact: string;
  title: string;
  of: string;
  names: string;
  more: number;
  due: string;
  told: number;
  total: number;
  noticeStatus: string;
  anchor: string;
  entry: string;
  /** ` (waive-promise)`: by which acts it is settled. */
  by: (...commands: string[]) => string;
}

function wordsOf(blocker: Blocker, telling: BlockerTelling, language: BlockerLanguage): Told {
  const { number = '', which = '', customer = '', owner = '', field, title = '', of = '', names = [] } = blocker;
  const { more = 0, told = 0, total = 0, code, clock, due = clock?.due } = blocker;
  return {
    ...{ number: String(number), which, customer, title, of, more, told, total },
    clock: clock ? telling.clock(clock) : '',
    owner: owner && telling.person(owner),
    fact: field ? telling.fact(field) : '',
    names: namesOf(code, names, telling, language),
    due: due ? telling.instant(due) : '',
    noticeStatus: telling.noticeStatus(which),
    anchor: telling.anchor(which),
    entry: code === 'triage-incomplete' ? entryIn(language, which as TriageEntry, names) : '',
    by: (...commands) => ` (${commands.map(telling.act).join(', ')})`,
  };
}

function namesOf(code: BlockerCode, names: string[], telling: BlockerTelling, language: BlockerLanguage): string {
  const { tests, and } = WORDS[language];
  if (code === 'withholding') return names.map(telling.role).join(and);
  if (code === 'denied') return names.map((name) => tests[name as DefinitionTest | 'inScope']).join(', ');
  return names.join(', ');
}

interface Words {
  lines: Record<BlockerCode, (told: Told) => string>;
  entries: Record<TriageEntry, string>;
  tests: Record<DefinitionTest | 'inScope', string>;
  and: string;
  colon: string;
}

const EN: Words = {
  lines: {
    'triage-incomplete': ({ entry }) => `triage: ${entry}`,
    'not-classed': () => 'the case is not classed',
    denied: ({ names }) => `triage answers "no" for ${names}: withdraw the declaration, or assess again`,
    'scope-pending': () => 'a change of scope is being worked out',
    withholding: ({ number, names, by }) =>
      `withholding ${number} waits for ${names}: approve or decline it${by('approve-withholding')}`,
    'notice-paused': ({ number, by }) =>
      `notice ${number} is paused: go on with it${by('resume-sending')}, or end it for good${by('stop-sending')}`,
    'notice-held': ({ number }) =>
      `notice ${number} is held: end the hold (hold-release with "decline") and release it, or reject it`,
    'notice-sending': ({ number }) => `notice ${number} is released: wait until it is sent`,
    'notice-unreleased': ({ number, which, noticeStatus }) =>
      `notice ${number} is ${which === 'composing' ? 'being composed' : noticeStatus}: release it, or reject it`,
    'delay-unexplained': () => 'the delay is not explained',
    'unknown-customers': ({ names, more }) =>
      `named as affected, but not in the register: ${names}${andMore(more)}; import and add them, or remove them`,
    'unknown-products': ({ names, more }) =>
      `named as affected, but nobody has an account for the product: ${names}${andMore(more)}; import the accounts and add it again, or take it off (remove-affected-customer with "product") and add the right one`,
    help: ({ customer, owner, by }) =>
      `${customer} asked for help and waits for ${owner}: answer it${by('answer-help')}`,
    assistance: () => 'the customer asked for assistance, which has not ended',
    waiver: ({ customer }) => `the waiver of ${customer} waits for an executive`,
    'post-mortem-unopened': () =>
      'the post-mortem is not open: move the incident to recovery or review once it is contained',
    'post-mortem-unapproved': ({ due }) =>
      `the post-mortem is not approved: its members write and approve it, due ${due}`,
    withdrawal: () => 'a withdrawal of the declaration waits for an executive',
    correction: ({ anchor }) => `a correction of ${anchor} waits for a second person`,
    undecided: ({ clock }) => `${clock}: declare, or say what it is`,
    unconfirmed: () => 'the declaration waits for a signed-in person to confirm it',
    'cohort-untold': (it) => heldEn(it, `${it.told} of ${it.total} customers told`),
    'customers-untold': (it) => heldEn(it, 'not every affected customer is told'),
    'nobody-in-scope': (it) =>
      heldEn(
        it,
        `no customer is in scope: add them, or ${it.which === 'reclassify' ? 'reclassify the case' : 'withdraw the declaration'}`,
      ),
    'withdrawal-untold': (it) =>
      heldEn(it, `${it.told} of ${it.total} customers told that the declaration was withdrawn`),
    'clearance-untold': (it) => heldEn(it, `${it.customer} is not told yet that it is not affected after all`),
    'fact-promised': (it) =>
      heldEn(
        it,
        `${promiserEn(it)} promises to tell ${it.fact}: send it, or have the promise waived${it.by('waive-promise')}`,
      ),
    'update-promised': (it) =>
      heldEn(it, `${promiserEn(it)} promises another: send it, or have the promise waived${it.by('waive-promise')}`),
    'final-promised': (it) =>
      `${it.clock}: ${promiserEn(it)} promises another when it is resolved: send the final notice, or have it waived${it.by('waive-promise')}`,
    'fact-unknown': ({ clock, owner, due, by }) =>
      `${clock}: ${owner || 'nobody'} finds it out by ${due}: set the fact, or have it waived${by('waive-promise')}`,
    authority: ({ clock, due, by }) =>
      `${clock}: the authority is notified by ${due}: record it, or why that is not required${by('record-filing')}`,
    'regime-duty': ({ clock, title, of, due, by }) =>
      `${clock}: ${title || 'a duty'} of ${of} is due before ${due}: record it${by('record-regime-duty')}`,
    'task-open': ({ number, of, title, by }) =>
      `task ${number} of ${of} is open: ${title}; end it, or skip it with the reason${by('end-task')}`,
    withheld: ({ clock, by }) =>
      `${clock}: customers are not told something: release or decline it${by('release-withheld', 'approve-withholding')}, or have its review waived${by('waive-promise')}`,
  },
  entries: {
    evaluation: '(a) evaluation of the event',
    definition: '(a) definition',
    inScope: '(b) in scope or not',
    malicious: '(c) malicious: yes, no or unknown',
    findings: '(d) preliminary findings',
    severity: '(d) severity with its reason',
    reached: '(e) who was alerted: nobody has been reached yet',
  },
  tests: {
    effect: 'effect',
    manner: 'manner',
    data: 'kind of data',
    processedByUs: 'whether we process it',
    inScope: 'in scope',
  },
  and: ' and ',
  colon: ': ',
};

function andMore(more: number): string {
  return more > 0 ? ` and ${more} more` : '';
}

function promiserEn({ number, of }: Told): string {
  return number ? `notice ${number}` : `a notice of ${of}`;
}

function heldEn({ clock, due }: Told, line: string): string {
  return `${clock}: ${line}, due ${due}`;
}

const FR: Words = {
  lines: {
    'triage-incomplete': ({ entry }) => `tri\u202f: ${entry}`,
    'not-classed': () => 'le dossier n’est pas qualifié',
    denied: ({ names }) =>
      `le tri répond «\u202fnon\u202f» pour ${names}\u202f: retirez la déclaration ou refaites le tri`,
    'scope-pending': () => 'une modification du périmètre est en cours de calcul',
    withholding: ({ number, names, by }) =>
      `la rétention ${number} attend ${names}\u202f: approuvez-la ou écartez-la${by('approve-withholding')}`,
    'notice-paused': ({ number, by }) =>
      `la notification ${number} est suspendue\u202f: reprenez l’envoi${by('resume-sending')} ou mettez-y fin${by('stop-sending')}`,
    'notice-held': ({ number, by }) =>
      `la notification ${number} est retenue\u202f: mettez fin à la retenue${by('hold-release')} et diffusez-la, ou rejetez-la`,
    'notice-sending': ({ number }) => `la notification ${number} est diffusée\u202f: attendez qu’elle soit envoyée`,
    'notice-unreleased': ({ number, noticeStatus }) =>
      `notification ${number} (${noticeStatus})\u202f: diffusez-la ou rejetez-la`,
    'delay-unexplained': () => 'le retard n’est pas expliqué',
    'unknown-customers': ({ names, more }) =>
      `désignés comme touchés, mais absents du registre\u202f: ${names}${etAutres(more)}\u202f; importez-les et ajoutez-les, ou retirez-les`,
    'unknown-products': ({ names, more, by }) =>
      `désigné comme touché, mais personne n’a de compte pour ce produit\u202f: ${names}${etAutres(more)}\u202f; importez les comptes et ajoutez-le de nouveau, ou retirez-le${by('remove-affected-customer')} et ajoutez le bon`,
    help: ({ customer, owner, by }) =>
      `${customer} demande de l’aide et attend ${owner}\u202f: répondez-lui${by('answer-help')}`,
    assistance: () => 'le client a demandé une assistance, qui n’est pas terminée',
    waiver: ({ customer }) => `la renonciation pour ${customer} attend un membre de la direction`,
    'post-mortem-unopened': () =>
      'le retour d’expérience n’est pas ouvert\u202f: passez au rétablissement ou au bilan une fois l’incident maîtrisé',
    'post-mortem-unapproved': ({ due }) =>
      `le retour d’expérience n’est pas approuvé\u202f: ses membres le rédigent et l’approuvent, échéance ${due}`,
    withdrawal: () => 'un retrait de la déclaration attend un membre de la direction',
    correction: ({ anchor }) => `une correction de l’instant «\u202f${anchor}\u202f» attend une seconde personne`,
    undecided: ({ clock }) => `${clock}\u202f: déclarez, ou dites ce que c’est`,
    unconfirmed: () => 'la déclaration attend d’être confirmée par une personne authentifiée',
    'cohort-untold': (it) => heldFr(it, `${it.told} clients avertis sur ${it.total}`),
    'customers-untold': (it) => heldFr(it, 'tous les clients touchés ne sont pas avertis'),
    'nobody-in-scope': (it) =>
      heldFr(
        it,
        `aucun client dans le périmètre\u202f: ajoutez-les, ou ${it.which === 'reclassify' ? 'qualifiez autrement le dossier' : 'retirez la déclaration'}`,
      ),
    'withdrawal-untold': (it) => heldFr(it, `${it.told} clients sur ${it.total} avertis du retrait de la déclaration`),
    'clearance-untold': (it) => heldFr(it, `${it.customer} n’est pas encore averti d’être hors de cause`),
    'fact-promised': (it) =>
      heldFr(it, `${promiserFr(it)} promet de dire «\u202f${it.fact}\u202f»\u202f: envoyez-le${ouRenoncez(it)}`),
    'update-promised': (it) => heldFr(it, `${promiserFr(it)} en promet une autre\u202f: envoyez-la${ouRenoncez(it)}`),
    'final-promised': (it) =>
      heldFr(
        it,
        `${promiserFr(it)} en promet une autre une fois l’incident résolu\u202f: envoyez la notification finale${ouRenoncez(it)}`,
      ),
    'fact-unknown': (it) =>
      heldFr(it, `${it.owner || 'personne'} l’établit\u202f: renseignez «\u202f${it.fact}\u202f»${ouRenoncez(it)}`),
    authority: (it) =>
      heldFr(it, `consignez la notification, ou pourquoi elle n’est pas requise${it.by('record-filing')}`),
    'regime-duty': (it) =>
      heldFr(it, `${it.title || 'une obligation'} (${it.of})\u202f: consignez-la${it.by('record-regime-duty')}`),
    'task-open': ({ number, of, title, by }) =>
      `tâche ${number} (${of})\u202f: ${title}\u202f; terminez-la, ou passez-la en donnant la raison${by('end-task')}`,
    withheld: ({ clock, by }) =>
      `${clock}\u202f: quelque chose est tu aux clients\u202f: levez-le ou écartez-le${by('release-withheld', 'approve-withholding')}, ou faites renoncer à son réexamen${by('waive-promise')}`,
  },
  entries: {
    evaluation: '(a) évaluation de l’événement',
    definition: '(a) définition',
    inScope: '(b) dans le périmètre ou non',
    malicious: '(c) malveillance\u202f: oui, non ou inconnu',
    findings: '(d) premières constatations',
    severity: '(d) gravité, avec sa raison',
    reached: '(e) qui fut alerté\u202f: personne n’a encore été joint',
  },
  tests: {
    effect: 'effet',
    manner: 'manière',
    data: 'nature des données',
    processedByUs: 'si nous les traitons',
    inScope: 'dans le périmètre',
  },
  and: ' et ',
  colon: '\u202f: ',
};

function etAutres(more: number): string {
  return more > 0 ? ` et ${more} de plus` : '';
}

function promiserFr({ number, of }: Told): string {
  return number ? `la notification ${number}` : `une notification de ${of}`;
}

function heldFr({ clock, due }: Told, line: string): string {
  return `${clock}\u202f: ${line}, échéance ${due}`;
}

function ouRenoncez({ by }: Told): string {
  return `, ou faites renoncer à la promesse${by('waive-promise')}`;
}

const WORDS: Record<BlockerLanguage, Words> = { en: EN, fr: FR };
