import type { IncidentId } from '../domain/case/state';
import type { Instant } from '../domain/primitives/instant';
import type { Filing } from '../domain/notices/filing';
import type { IncidentState } from '../domain/state';
import type { Linked, Question, Register, StoredNotice } from '../register';
import { filingOf, instantsOf, type FilingMatter } from '../texts/filing';
import { KINDS } from '../domain/notices/kinds';
import { hashOf } from '../texts/hash';
import { filled, type NoticeText } from '../texts/notice';
import { languageAmong, languageOf, type Language } from '../texts/page';
import { together } from '../texts/recipient';
import type { Sender } from '../texts/sender';

export interface Shown {
  incident: IncidentId;
  notice: number;
  language: Language;
  name: string;
  acceptedAt?: Instant;
  subject: string;
  text: string;
  /** Of the text that was approved, in all its languages. */
  hash: string;
  confirmed?: Instant;
  wrongPerson?: Instant;
  /** It reports a breach, of which a filing can be made. */
  hasSheet: boolean;
  questions: Question[];
  /** What its controller takes over into its own notifications. */
  filing: Filing;
  composedAt: Instant;
}

export interface Showing {
  register: Pick<Register, 'answers' | 'notices' | 'deliveries' | 'incidents'>;
  /** Who signs notices. */
  sender: Sender;
}

/** The notice as the mail with this link had it, and what came of it since; undefined once there is no text to show. */
export async function shownBy({ register, sender }: Showing, linked: Linked): Promise<Shown | undefined> {
  const { incident, notice, delivery, name, acceptedAt } = linked;
  const stored = await register.notices.get(incident, notice);
  const recipients = await register.deliveries.recipients(linked.deliveries);
  const tags = [linked.language, recipients[0]?.language ?? ''];
  const language = languageOf(...tags);
  const template = stored?.texts[languageAmong(Object.keys(stored.texts), ...tags)];
  if (!stored || !template || recipients.length === 0) return undefined;
  const values = { ...together(recipients), contact: name };
  const { subject, text } = filled(withoutLink(template), values);
  const marks = await register.answers.marks(delivery);
  const at = (kind: 'confirmed' | 'wrong-person') => marks.find((mark) => mark.kind === kind)?.at;
  const [confirmed, wrongPerson] = [at('confirmed'), at('wrong-person')];
  return {
    ...{ incident, notice, language, name, subject, text, hash: hashOf(stored.texts) },
    hasSheet: KINDS[stored.kind].fields.length > 0 && KINDS[stored.kind].needs !== 'event',
    ...(acceptedAt && { acceptedAt }),
    ...(confirmed && { confirmed }),
    ...(wrongPerson && { wrongPerson }),
    questions: await register.answers.questions({ delivery }),
    filing: filingFor(stored, (await register.incidents.get(incident))?.state, { language, sender, values }),
    composedAt: stored.composedAt,
  };
}

function filingFor(
  { incident, notice, kind, facts, withheld }: StoredNotice,
  state: IncidentState | undefined,
  own: Pick<FilingMatter, 'language' | 'sender' | 'values'>,
): Filing {
  const number = state?.notices.find((one) => one.number === notice)?.sentAs ?? notice;
  return filingOf({
    incident,
    notice: number,
    kind,
    facts,
    withheld,
    exercise: state?.report.exercise,
    instants: instantsOf(state?.anchors ?? {}),
    ...own,
  });
}

/** Of whom answered, and of our own ids, whoever has the link reads nothing. */
export function publicly({ questions, composedAt: _, hasSheet: __, ...shown }: Shown) {
  const asked = questions.map(({ askedAt, words, answer, answeredAt }) => ({ askedAt, words, answer, answeredAt }));
  return { ...shown, questions: asked };
}

/** The link led here: its line goes. */
function withoutLink(template: NoticeText): NoticeText {
  return { ...template, text: template.text.replace(/^.*\{\{link\}\}\n?\n?/m, '') };
}
