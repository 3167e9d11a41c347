import { postMortemAlarms } from '../domain/post-mortem/clocks';
import { allPostMortemCommands, isPostMortemCommand } from '../domain/post-mortem/commands';
import { decidePostMortem } from '../domain/post-mortem/decide';
import type { PostMortemPage } from '../domain/post-mortem/events';
import { evolvePostMortem } from '../domain/post-mortem/evolve';
import { firstPage, type PostMortemOpening } from '../domain/post-mortem/opening';
import type { PostMortemState } from '../domain/post-mortem/state';
import {
  isFollowedUp,
  postMortemAnswer,
  postMortemView,
  statusOf,
  type PostMortemAnswer,
  type PostMortemView,
} from '../domain/post-mortem/view';
import { receiveBy } from '../domain/receive';
import type { Begun } from './beginning';
import { postMortemEffects } from './post-mortem-effects';
import { carry, type Aggregate, type Carried } from './shell';

export type PostMortemInput = ({ opening: PostMortemOpening } | Carried<PostMortemState, PostMortemPage>) & Begun;

/** The post-mortem of one incident, from its opening until each of its actions had its effect: often long after the incident is closed. */
export async function postMortem(input: PostMortemInput): Promise<{ sequence: number; outcome: string }> {
  return await carry(POST_MORTEM, input, () => ('state' in input ? input : { first: firstPage(input.opening) }));
}

const POST_MORTEM: Aggregate<PostMortemState, PostMortemPage, PostMortemAnswer, PostMortemView> = {
  commands: allPostMortemCommands,
  isPersonCommand: isPostMortemCommand,
  receive: (state, ...heard) => receiveBy(decidePostMortem, state, ...heard),
  evolve: evolvePostMortem,
  upgraded: (state) => state,
  answerOf: postMortemAnswer,
  view: { of: postMortemView, description: 'The post-mortem as it stands, for its members.' },
  alarmsOf: postMortemAlarms,
  effects: postMortemEffects,
  isEnded: isFollowedUp,
  outcomeOf: statusOf,
  uncancellable: 'A post-mortem ends when its actions had their effect, not by cancelling its workflow.',
};
