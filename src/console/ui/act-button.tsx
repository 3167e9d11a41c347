import { useId, type ReactNode } from 'react';
import type { PersonCommand } from '../../domain/commands';
import type { Role } from '../../domain/primitives/people';
import { useAskedAct } from './acts';
import { useActs, type Acts } from './data';
import { useFormats } from './format';
import { Button } from './parts';
import { VOCABULARY } from './vocabulary';
import { useWords, type Catalogue } from './words';

interface Words {
  forOthers: (roles: string) => string;
  stillOpen: string;
}

const WORDS: Catalogue<Words> = {
  en: {
    forOthers: (roles) => `This is for: ${roles}. Ask one of them.`,
    stillOpen: 'Not everything is settled yet.',
  },
  fr: {
    forOthers: (roles) => `Cela revient à\u202f: ${roles}. Demandez-leur.`,
    stillOpen: 'Tout n’est pas encore réglé.',
  },
};

/** Why a command would be refused as the incident stands; undefined where it would not, or nobody knows yet. */
export function useWhyNot(incident: string): (command: PersonCommand) => string | undefined {
  const { data } = useActs(incident);
  const reasonOf = useReason();
  return (command) => reasonOf(data?.items.find((act) => act.command === command));
}

/** Of an act that would be refused: whose it is, or why. */
export function useReason(): (act?: Acts['items'][number]) => string | undefined {
  const forOthers = useForOthers();
  const words = useWords(WORDS);
  return (act) => {
    if (!act?.refusal) return undefined;
    const { code, why } = act.refusal;
    // Point by point it stands on the page, and in the window.
    if (code === 'still-open') return words.stillOpen;
    return code === 'not-permitted' ? forOthers(act.roles) : why;
  };
}

/** Whose something is. */
export function useForOthers(): (roles: readonly Role[]) => string {
  const words = useWords(WORDS);
  const vocabulary = useWords(VOCABULARY);
  const formats = useFormats();
  return (roles) => words.forOthers(formats.list(roles.map((role) => vocabulary.role[role])));
}

interface ActButtonProps {
  incident: string;
  command: PersonCommand;
  /** What is known of its body already. */
  prefill?: Record<string, unknown>;
  look?: 'first' | 'grave' | 'link' | 'vacant';
  label?: string;
  /** In place of opening the window of the command. */
  onClick?: () => void;
  /** The reason stands beneath the button, and not only in the window that it opens. */
  isReasonShown?: boolean;
  children: ReactNode;
}

/** A command's button. One that would be refused stays, dimmed, and says why. */
export function ActButton(props: ActButtonProps) {
  const { incident, command, prefill = {}, look, label, onClick, isReasonShown, children } = props;
  const [, ask] = useAskedAct();
  const id = useId();
  const reason = useWhyNot(incident)(command);
  const shared = {
    'aria-label': label,
    'aria-disabled': reason ? true : undefined,
    'aria-describedby': reason && id,
    onClick: onClick ?? (() => ask({ act: command, prefill })),
  };
  return (
    <>
      {look === 'link' || look === 'vacant' ? (
        <button type="button" className={look} {...shared}>
          {children}
        </button>
      ) : (
        <Button look={look} {...shared}>
          {children}
        </Button>
      )}
      {reason && (
        <span id={id} className={isReasonShown ? 'hint' : 'hidden'}>
          {reason}
        </span>
      )}
    </>
  );
}
