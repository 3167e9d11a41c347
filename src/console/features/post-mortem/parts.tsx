import { useId } from 'react';
import type { z } from 'zod';
import type { postMortem, postMortemRecord } from '../../../contract/post-mortem/post-mortem';
import type { PostMortemCommand } from '../../../domain/post-mortem/commands';
import { useAskedAct } from '../../ui/acts';
import type { TimelineRow } from '../../ui/data';
import { Button } from '../../ui/parts';
import { POST_MORTEM_WORDS } from '../../ui/post-mortem-words';
import { useWords } from '../../ui/words';

export type Whole = z.infer<typeof postMortem> & { timeline: TimelineRow[]; timelineNext?: string };
export type Outline = z.infer<typeof postMortemRecord>;

interface BeginProps {
  command: PostMortemCommand;
  prefill?: Record<string, unknown>;
  look?: 'first';
  /** Shown beside the button, which then does nothing. */
  whyNot?: string;
}

export function Begin({ command, prefill = {}, look, whyNot }: BeginProps) {
  const [, ask] = useAskedAct();
  const id = useId();
  return (
    <>
      <Button
        look={look}
        aria-disabled={whyNot ? true : undefined}
        aria-describedby={whyNot && id}
        onClick={() => !whyNot && ask({ act: command, prefill })}
      >
        {useWords(POST_MORTEM_WORDS)[command]}
      </Button>
      {whyNot && (
        <span id={id} className="hint">
          {whyNot}
        </span>
      )}
    </>
  );
}
