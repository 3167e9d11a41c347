import type { IncidentId } from '../domain/case/state';
import type { Instant } from '../domain/primitives/instant';
import type { Linked, Question, Register } from '../register';
import { hashOf } from '../texts/hash';
import { filled, type NoticeText } from '../texts/notice';
import { languageAmong, languageOf, type Language } from '../texts/page';
import { together } from '../texts/recipient';

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
  questions: Question[];
}

export type PortalRegister = Pick<Register, 'answers' | 'notices' | 'deliveries'>;

/** The notice as the mail with this link had it, and what came of it since; undefined once there is no text to show. */
export async function shownBy(register: PortalRegister, linked: Linked): Promise<Shown | undefined> {
  const { incident, notice, delivery, name, acceptedAt } = linked;
  const stored = await register.notices.get(incident, notice);
  const recipients = await register.deliveries.recipients(linked.deliveries);
  const tags = [linked.language, recipients[0]?.language ?? ''];
  const language = languageOf(...tags);
  const template = stored?.texts[languageAmong(Object.keys(stored.texts), ...tags)];
  if (!stored || !template || recipients.length === 0) return undefined;
  const { subject, text } = filled(withoutLink(template), { ...together(recipients), contact: name });
  const marks = await register.answers.marks(delivery);
  const at = (kind: 'confirmed' | 'wrong-person') => marks.find((mark) => mark.kind === kind)?.at;
  const [confirmed, wrongPerson] = [at('confirmed'), at('wrong-person')];
  return {
    ...{ incident, notice, language, name, subject, text, hash: hashOf(stored.texts) },
    ...(acceptedAt && { acceptedAt }),
    ...(confirmed && { confirmed }),
    ...(wrongPerson && { wrongPerson }),
    questions: await register.answers.questions({ delivery }),
  };
}

/** Of whom answered, and of our own ids, whoever has the link reads nothing. */
export function publicly({ questions, ...shown }: Shown) {
  const asked = questions.map(({ askedAt, words, answer, answeredAt }) => ({ askedAt, words, answer, answeredAt }));
  return { ...shown, questions: asked };
}

/** The link led here: its line goes. */
function withoutLink(template: NoticeText): NoticeText {
  return { ...template, text: template.text.replace(/^.*\{\{link\}\}\n?\n?/m, '') };
}
