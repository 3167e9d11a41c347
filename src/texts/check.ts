import { KINDS, NOTICE_KINDS, type NoticeKind } from '../domain/notices/kinds';
import { CORE_FIELDS, type FactSheet } from '../domain/notices/facts';
import type { IncidentId } from '../domain/case/state';
import type { Instant } from '../domain/primitives/instant';
import { contentsOf } from './contents';
import { noticeTexts } from './notice';
import { SAMPLE_SENDER } from './sender';
import type { TemplateSet } from './sets';
import { engineOf } from './template';

/** What is wrong with the letters of one language: one sentence each. */
export function setFaults(set: TemplateSet): string[] {
  return NOTICE_KINDS.flatMap((kind) => {
    if (!Object.hasOwn(set.files, `${kind}.liquid`)) return [`${kind}.liquid is missing`];
    try {
      return [...placeholderFaults(set, kind), ...renderFaults(set, kind)];
    } catch (fault) {
      return [`${kind}.liquid cannot be read: ${fault instanceof Error ? fault.message : String(fault)}`];
    }
  });
}

/** What a letter of the kind must print, and what nothing fills. */
function placeholderFaults(set: TemplateSet, kind: NoticeKind): string[] {
  const engine = engineOf(set);
  const found = engine.globalVariableSegmentsSync(engine.parseFileSync(kind));
  const used = new Set(found.map((segments) => segments.filter((one) => typeof one === 'string').join('.')));
  const offered = offeredIn(set, kind);
  return [
    ...requiredIn(kind)
      .filter((name) => !used.has(name))
      .map((name) => `${kind}.liquid does not print ${name}`),
    ...[...used]
      .filter((name) => !offered.has(name))
      .map((name) => `${kind}.liquid asks for ${name}, which there is not`),
  ];
}

function requiredIn(kind: NoticeKind): string[] {
  const { fields, about, followsUp, needs } = KINDS[kind];
  const isReport = fields.length > 0;
  return [
    ...['title', 'incident', 'number', 'message', 'contact', 'link', 'you.contact', 'you.customer', 'you.account'],
    ...['mark', 'name', 'address', 'phone', 'mail', 'dpo'].map((name) => `sender.${name}`),
    ...(isReport ? ['nature', 'action', 'groups', 'unknown', 'withheld', 'you.data', 'you.volume', 'own'] : []),
    ...(isReport && needs !== 'event' ? ['declared', 'aware', 'nextBy', 'inapplicable', ...OF_A_BREACH] : []),
    ...(isReport && followsUp ? ['changes'] : []),
    ...(followsUp ? ['nextBy'] : []),
    ...(about?.reason ? ['reason'] : []),
    ...(about?.notice ? ['about'] : []),
  ];
}

const OF_A_BREACH = ['severity', 'role', 'declaredLate', 'begunBefore'];

/** A property of a list's elements is reached by a name that the template gives. */
function offeredIn({ words }: TemplateSet, kind: NoticeKind): Set<string> {
  const contents = contentsOf({ matter: sampleMatter(kind), sender: SAMPLE_SENDER }, words);
  const below = (['you', 'sender'] as const).flatMap((name) =>
    Object.keys(contents[name]).map((key) => `${name}.${key}`),
  );
  const sizes = ['unknown', 'withheld', 'changes', 'groups'].map((name) => `${name}.size`);
  return new Set([...Object.keys(contents), ...below, ...sizes]);
}

function renderFaults(set: TemplateSet, kind: NoticeKind): string[] {
  const [text] = Object.values(noticeTexts({ matter: sampleMatter(kind), sender: SAMPLE_SENDER }, [set]));
  return (text?.text.length ?? 0) > 400 ? [] : [`${kind}.liquid writes hardly anything`];
}

function sampleMatter(kind: NoticeKind) {
  const facts: FactSheet = Object.fromEntries(CORE_FIELDS.map((field) => [field, { status: 'known', value: 'x' }]));
  const at = '2026-11-23T10:00:00.000Z' as Instant;
  return {
    ...{ incident: 'INC-2026-0001' as IncidentId, notice: 2, kind, facts, commitmentHours: 72 },
    ...{
      declaredAt: at,
      awareAt: at,
      message: 'x',
      reason: [{ lang: 'en', text: 'x' }],
      about: { notice: 1, sentAs: 1 },
    },
  };
}
