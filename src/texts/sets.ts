import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { NOTICE_KINDS, type NoticeKind } from '../domain/notices/kinds';
import { FACT_FIELDS, type FactField } from '../domain/notices/facts';
import { SEVERITIES, type Severity } from '../domain/triage/report';
import { sha256 } from '../primitives/hash';

/** The words of a language that stand in no sentence. */
export interface SetWords {
  /** A BCP 47 tag. */
  language: string;
  name: string;
  direction: 'ltr' | 'rtl';
  colon: string;
  /** Between the labels of a list. */
  comma: string;
  /** Between date and time, and between hours and minutes. */
  time: { joiner: string; hours: string };
  titles: Record<NoticeKind, string>;
  fields: Record<FactField, string>;
  eventFields: Partial<Record<FactField, string>>;
  /** Where the value is the customer's own. */
  ownFields: Partial<Record<FactField, string>>;
  groups: Record<Group, string>;
  severity: Record<Severity, string>;
  labels: Record<Label, string>;
}

export const GROUPS = ['event', 'extent', 'consequences', 'measures', 'parties'] as const;
export type Group = (typeof GROUPS)[number];
export const LABELS = [
  ...['administrator', 'approximately', 'rangeTo', 'from', 'until', 'since', 'ongoing', 'before', 'untranslated'],
  ...['likely', 'reported'],
] as const;
export type Label = (typeof LABELS)[number];

/** The letters of one language, as files: what a person approves, and what a notice names by its hash. */
export interface TemplateSet {
  language: string;
  /** Name of a file to its contents, without the approval. */
  files: Record<string, string>;
  sha256: string;
  words: SetWords;
  /** Who has approved these very files; none for a set that is machine-made, or has changed since. */
  approval?: Approval;
}

export interface Approval {
  by: string;
  on: string;
  sha256: string;
}

/** The words of a language; of one that has no set, those of the first. */
export function wordsFor(sets: readonly TemplateSet[], language: string): SetWords | undefined {
  const set = sets.find((one) => one.language === language) ?? sets[0];
  return set && { ...set.words, language };
}

export const APPROVAL_FILE = 'approved.yaml';
const WORDS_FILE = 'words.yaml';

/** The sets of all languages in a folder, one folder a language. @throws if one is not whole */
export function readSets(folder: string): TemplateSet[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => readSet(join(folder, name), name))
    .sort((a, b) => (a.language < b.language ? -1 : 1));
}

function readSet(folder: string, language: string): TemplateSet {
  const files = Object.fromEntries(
    readdirSync(folder)
      .filter((name) => name === WORDS_FILE || name.endsWith('.liquid'))
      .sort()
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );
  const hash = hashOfSet(files);
  const approval = approvalIn(folder);
  return {
    ...{ language, files, sha256: hash, words: wordsOf(language, files[WORDS_FILE] ?? '') },
    ...(approval?.sha256 === hash && { approval }),
  };
}

/** SHA-256, hex, over the names and contents of a set, in a fixed order. */
export function hashOfSet(files: Record<string, string>): string {
  return sha256(JSON.stringify(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1))));
}

function approvalIn(folder: string): Approval | undefined {
  try {
    return parse(readFileSync(join(folder, APPROVAL_FILE), 'utf8')) as Approval;
  } catch {
    return undefined;
  }
}

function wordsOf(language: string, file: string): SetWords {
  const words = parse(file) as SetWords;
  const faults = wordFaults(language, words);
  if (faults.length > 0) throw new Error(`The texts in ${language} are not whole: ${faults.join('; ')}.`);
  return words;
}

/** What is missing, and what nobody asks for. */
export function wordFaults(language: string, words: SetWords): string[] {
  if (words.language !== language) return [`words.yaml is for ${words.language}`];
  const each: [string, readonly string[], object | undefined][] = [
    ['titles', NOTICE_KINDS, words.titles],
    ['fields', FACT_FIELDS, words.fields],
    ['groups', GROUPS, words.groups],
    ['severity', SEVERITIES, words.severity],
    ['labels', LABELS, words.labels],
  ];
  return each.flatMap(([part, wanted, given = {}]) => [
    ...wanted.filter((name) => !Object.hasOwn(given, name)).map((name) => `${part}.${name} is missing`),
    ...Object.keys(given)
      .filter((name) => !wanted.includes(name))
      .map((name) => `${part}.${name} is not used`),
  ]);
}
