import { useId, type ReactNode } from 'react';
import { useForOthers } from './act-button';
import { useAskedAct } from './acts';
import { useSignedIn } from './data';
import { OTHER_FORMS, type OtherAct } from './forms';
import { OTHER_NAMES } from './other-names';
import { Button } from './parts';
import { useWords } from './words';

export function isOtherAct(name: string): name is OtherAct {
  return Object.hasOwn(OTHER_NAMES.en, name);
}

interface OtherButtonProps {
  act: OtherAct;
  prefill?: Record<string, unknown>;
  look?: 'first' | 'grave' | 'quiet';
  /** Beyond the roles: where there is nothing to do, say why. */
  whyNot?: string;
  label?: string;
  children?: ReactNode;
}

/** The button of what is asked of the register. Whoever has no role for it sees whose it is. */
export function OtherButton({ act, prefill = {}, look, whyNot, label, children }: OtherButtonProps) {
  const [, ask] = useAskedAct();
  const names = useWords(OTHER_NAMES);
  const forOthers = useForOthers();
  const { data: me } = useSignedIn();
  const id = useId();
  const roles = OTHER_FORMS[act].roles;
  const isMine = !me || roles.some((role) => me.person.roles.includes(role));
  const reason = isMine ? whyNot : forOthers(roles);
  return (
    <>
      <Button
        look={look}
        aria-label={label}
        aria-disabled={reason ? true : undefined}
        aria-describedby={reason && id}
        onClick={() => !reason && ask({ act, prefill })}
      >
        {children ?? names[act]}
      </Button>
      {reason && (
        <span id={id} className="hidden">
          {reason}
        </span>
      )}
    </>
  );
}
