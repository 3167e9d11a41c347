import type { Role } from '../../primitives/people';
import { EVERY_DOOR, RESPONDERS, type CommandRule } from '../../rule';
import { noticeOf, unknownNotice } from '../notices';

export interface CommentNotice {
  notice: number;
  language: string;
  /** As it stands in the text. */
  passage: string;
  words: string;
}

const ROLES: readonly Role[] = [...RESPONDERS, 'executive'];

export const commentNotice: CommandRule<CommentNotice> = {
  description: 'Say something of a passage of a notice, for whoever drafts it again. It stands beside the text.',
  roles: ROLES,
  doors: EVERY_DOOR,
  decide: ({ state }, { notice: number, language, passage, words }) =>
    noticeOf(state, number)
      ? [{ type: 'notice-commented', notice: number, language, passage, words }]
      : unknownNotice(state, number),
};
