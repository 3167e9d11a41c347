import { useState, type ReactNode } from 'react';
import type { Incident } from '../../ui/data';
import { Button } from '../../ui/parts';
import { useWords } from '../../ui/words';
import type { FormProps } from './act';
import { Deadline } from './declare';
import { filled, type Body } from './draft';
import { Affected, Draft, Facts, Outcome, Playbook, type Part } from './fast-track-parts';
import { FAST_TRACK, type Section } from './fast-track-words';
import { LETTERS, Question, triageSoFar, type Letter } from './triage';
import { WORDS } from './words';

export function fastTrackSoFar(incident: Incident): Body {
  return { triage: filled(triageSoFar(incident)) };
}

const SECTIONS: readonly Section[] = [...LETTERS, 'outcome', 'affected', 'facts', 'playbook', 'draft'];

/** Which of the body each section fills in: it counts as answered once that holds something. */
const FILLED: Record<Section, (body: Body, incident: Incident) => unknown> = {
  a: ({ triage }) => (triage as Body | undefined)?.evaluation,
  b: ({ triage }) => (triage as Body | undefined)?.inScope,
  c: ({ triage }) => (triage as Body | undefined)?.malicious,
  d: ({ triage }) => (triage as Body | undefined)?.findings,
  e: ({ triage }, { triage: kept }) => (triage as Body | undefined)?.alerted ?? kept?.stakeholders.reached[0],
  outcome: ({ declaration, triage }) => declaration ?? (triage as Body | undefined)?.classification,
  ...{ affected: ({ affected }) => affected, facts: ({ facts }) => facts },
  ...{ playbook: ({ playbook }) => playbook, draft: ({ draft }) => draft },
};

/** Questions of the document one after another, each behind its name; what it will do, and by when, stands above the button. */
export function FastTrack({ incident, body, onChange }: FormProps) {
  const words = useWords(FAST_TRACK);
  const kept = filled(body);
  const [open, setOpen] = useState<Section | undefined>(SECTIONS.find((one) => !FILLED[one](kept, incident)) ?? 'a');
  const part: Part = { incident, body, onChange };
  return (
    <>
      <p className="hint">{words.intro}</p>
      {SECTIONS.map((section, nth) => (
        <Fold
          key={section}
          section={section}
          isOpen={open === section}
          isAnswered={Boolean(FILLED[section](kept, incident))}
          onToggle={(isOpen) => setOpen(isOpen ? section : open === section ? undefined : open)}
          onNext={SECTIONS[nth + 1] && (() => setOpen(SECTIONS[nth + 1]))}
        >
          {isLetter(section) ? <OfTriage letter={section} {...part} /> : <Later section={section} {...part} />}
        </Fold>
      ))}
      <Will incident={incident} body={kept} />
    </>
  );
}

function isLetter(section: Section): section is Letter {
  return (LETTERS as readonly string[]).includes(section);
}

function OfTriage({ letter, body, onChange }: Part & { letter: Letter }) {
  const triage = (body.triage ?? {}) as Body;
  return <Question letter={letter} body={triage} onChange={(next) => onChange({ ...body, triage: next })} />;
}

const LATER = { outcome: Outcome, affected: Affected, facts: Facts, playbook: Playbook, draft: Draft };

function Later({ section, ...part }: Part & { section: keyof typeof LATER }) {
  const Shown = LATER[section];
  return <Shown {...part} />;
}

interface FoldProps {
  section: Section;
  isOpen: boolean;
  isAnswered: boolean;
  onToggle: (isOpen: boolean) => void;
  /** Undefined at the last. */
  onNext?: () => void;
  children: ReactNode;
}

/** One is open at a time, so that a phone shows one question and where it stands among the others. */
function Fold({ section, isOpen, isAnswered, onToggle, onNext, children }: FoldProps) {
  const words = useWords(FAST_TRACK);
  const { steps } = useWords(WORDS);
  const name = isLetter(section) ? steps[section] : words.sections[section];
  return (
    <details className="fold" open={isOpen} onToggle={({ currentTarget }) => onToggle(currentTarget.open)}>
      <summary>
        <span className="step-letter" data-answered={isAnswered || undefined} aria-hidden="true">
          {isAnswered ? '✓' : isLetter(section) ? section : '·'}
        </span>
        <span className="fold-name">{name}</span>
        {isAnswered && <span className="hidden">{words.answered}</span>}
      </summary>
      {isOpen && (
        <div className="fold-body">
          {children}
          {onNext && (
            <Button className="fold-next" onClick={onNext}>
              {words.next} ↓
            </Button>
          )}
        </div>
      )}
    </details>
  );
}

/** What confirming does, before it is confirmed. */
function Will({ incident, body }: Pick<Part, 'incident' | 'body'>) {
  const { will, wills } = useWords(FAST_TRACK);
  const { triage = {}, declaration, affected, facts, playbook, done, draft } = body as Record<string, Body | undefined>;
  const { customers, product } = (affected ?? {}) as { customers?: string[]; product?: string };
  const lines = [
    wills.triage(LETTERS.filter((letter) => FILLED[letter](body, incident)).length),
    triage.classification !== undefined && wills.class,
    customers && wills.customers(customers.length),
    product && wills.product(product),
    Array.isArray(facts) && wills.facts(facts.length),
    playbook && wills.playbook(Array.isArray(done) ? done.length : 0),
    draft && wills.draft,
  ];
  return (
    <section className="will" aria-label={will}>
      <h3>{will}</h3>
      <ul className="bullets">{lines.map((line) => line && <li key={line}>{line}</li>)}</ul>
      {declaration && <Deadline />}
    </section>
  );
}
