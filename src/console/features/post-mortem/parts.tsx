import type { z } from 'zod';
import type { postMortem, postMortemRecord } from '../../../contract/post-mortem/post-mortem';
import type { PostMortemCommand } from '../../../domain/post-mortem/commands';
import { useAskedAct } from '../../ui/acts';
import type { TimelineRow } from '../../ui/data';
import { Button } from '../../ui/parts';
import { POST_MORTEM_WORDS } from '../../ui/post-mortem-words';
import { useWords } from '../../ui/words';

type Told = Pick<TimelineRow, 'sequence' | 'index' | 'at' | 'type'>;
export type Whole = z.infer<typeof postMortem> & { timeline: Told[] };
export type Outline = z.infer<typeof postMortemRecord>;

interface BeginProps {
  command: PostMortemCommand;
  prefill?: Record<string, unknown>;
  look?: 'first';
}

export function Begin({ command, prefill = {}, look }: BeginProps) {
  const [, ask] = useAskedAct();
  return (
    <Button look={look} onClick={() => ask({ act: command, prefill })}>
      {useWords(POST_MORTEM_WORDS)[command]}
    </Button>
  );
}
