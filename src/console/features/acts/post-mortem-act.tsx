import type { PostMortemCommand } from '../../../domain/post-mortem/commands';
import type { Question } from '../../../domain/post-mortem/state';
import { POST_MORTEM_FORMS } from '../../ui/forms';
import { POST_MORTEM_WORDS, QUESTION_WORDS, useStepNames } from '../../ui/post-mortem-words';
import { useWords } from '../../ui/words';
import type { Body } from './draft';
import { FormWindow } from './form-window';
import type { Ending } from './host';
import { WORDS } from './words';

/** What the page that links here has named already. */
const NAMED = ['version', 'question', 'step', 'action', 'sequence', 'index'];

interface PostMortemActProps extends Ending {
  incident: string;
  command: PostMortemCommand;
  prefill: Body;
}

/** The window of one command to a post-mortem, by the shape of its body. */
export function PostMortemAct({ incident, command, prefill, onDone, onClose }: PostMortemActProps) {
  const words = useWords(WORDS);
  const title = useWords(POST_MORTEM_WORDS)[command];
  const { question, step, action } = prefill;
  return (
    <FormWindow
      title={title}
      about={useAbout(prefill)}
      button={title}
      name={[incident, command, question, step, action].filter(Boolean).join(' ')}
      begin={prefill}
      path={`/api/incidents/${incident}/post-mortem/${command}`}
      shape={POST_MORTEM_FORMS[command].body}
      hidden={() => NAMED.filter((name) => prefill[name] !== undefined)}
      onSent={() => onDone(words.done(title))}
      onClose={onClose}
    />
  );
}

/** The question or the step that its page named. */
function useAbout({ question, step }: Body): string | undefined {
  const asked = useWords(QUESTION_WORDS);
  const stepName = useStepNames();
  if (typeof question === 'string') return asked[question as Question];
  return typeof step === 'string' ? stepName(step) : undefined;
}
