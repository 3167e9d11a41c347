import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ComponentType, SubmitEvent } from 'react';
import type { PersonCommand } from '../../../domain/commands';
import { send } from '../../ui/api';
import { useWhyNot } from '../../ui/act-button';
import type { Incident } from '../../ui/data';
import { COMMANDS } from '../../ui/forms';
import { Button, Modal, Problem } from '../../ui/parts';
import { VOCABULARY } from '../../ui/vocabulary';
import { useWords } from '../../ui/words';
import { Close } from './close';
import { Declare, declaration } from './declare';
import { filled, useDraft, type Body } from './draft';
import { FastTrack, fastTrackSoFar } from './fast-track';
import { Fields } from './fields';
import type { Ending } from './host';
import { Release, useRelease } from './release';
import { Acknowledge, OfText } from './small-forms';
import { Triage, triageSoFar } from './triage';
import { WORDS } from './words';

interface ActProps extends Ending {
  command: PersonCommand;
  prefill: Body;
  incident: Incident;
}

export interface FormProps {
  incident: Incident;
  body: Body;
  onChange: (body: Body) => void;
}

/** Forms that were made by hand; every other command has one by the shape of its body. */
const FORMS: Partial<Record<PersonCommand, ComponentType<FormProps>>> = {
  acknowledge: Acknowledge,
  assess: Triage,
  declare: Declare,
  'fast-track': FastTrack,
  'approve-notice': OfText,
  'release-notice': Release,
  close: Close,
};

/** What a form begins with, beyond what the link to it gave. */
const BEGINNINGS: Partial<Record<PersonCommand, (incident: Incident) => Body>> = {
  assess: triageSoFar,
  declare: declaration,
  'fast-track': fastTrackSoFar,
};

/** The window of one command: its form, its button, and what was refused with what to do now. */
export function Act({ command, prefill, incident, onDone, onClose }: ActProps) {
  const words = useWords(WORDS);
  const vocabulary = useWords(VOCABULARY);
  const title = vocabulary.command[command];
  const { body: shape } = COMMANDS[command];
  const draft = useDraft(draftName(incident.id, command, prefill), {
    ...filled(BEGINNINGS[command]?.(incident) ?? {}),
    ...filled(prefill),
  });
  const queries = useQueryClient();
  const act = useMutation({
    mutationFn: (body: Body) => send(`/api/incidents/${incident.id}/${command}`, body, draft.keyFor(body)),
    onSuccess: async () => {
      draft.forget();
      onDone(words.done(title));
      await queries.invalidateQueries();
    },
  });
  const isReady = useReadiness(command, incident, draft.body);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!act.isPending && isReady) act.mutate(sent(command, draft.body));
  };
  const Form = FORMS[command];
  return (
    <Modal title={title} onClose={onClose}>
      <form onSubmit={submit}>
        <div className="dialog-body">
          <WhyNot incident={incident.id} command={command} />
          {Form ? (
            <Form incident={incident} body={draft.body} onChange={draft.change} />
          ) : (
            <Fields shape={shape} body={draft.body} onChange={draft.change} hidden={hiddenIn(incident, prefill)} />
          )}
          <Problem fault={act.error} />
        </div>
        <div className="dialog-foot">
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button type="submit" look={GRAVE.includes(command) ? 'grave' : 'first'} aria-disabled={!isReady}>
            {act.isPending ? words.doing : title}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

const GRAVE: PersonCommand[] = ['release-notice', 'declare', 'withdraw-declaration'];

/** What the link to a form names: nobody types a number or a hash that stands on the page. */
const KNOWN = [
  'notice',
  'hash',
  'recipientsHash',
  'withholding',
  'task',
  'evidence',
  'regime',
  'duty',
  'decline',
  'language',
];

/** Nobody is asked about an exchange with a reporter from outside where there is none. */
function hiddenIn({ report: { outsider } }: Incident, prefill: Body): string[] {
  const named = KNOWN.filter((name) => (prefill[name] ?? '') !== '');
  return outsider ? named : [...named, 'exchange'];
}

/** One draft for each thing that a command may be about. */
function draftName(id: string, command: string, prefill: Body): string {
  const about = ['field', 'customer', 'promise', 'contact', 'passage', 'exchange', ...KNOWN].map(
    (name) => prefill[name],
  );
  return [id, command, ...about].filter(Boolean).join(' ');
}

function sent(command: PersonCommand, { typed: _, ...body }: Body): Body {
  return filled(body, COMMANDS[command].body.required);
}

function useReadiness(command: PersonCommand, incident: Incident, body: Body): boolean {
  const { recipients } = useRelease(incident);
  if (command === 'release-notice') return Number(body.typed) === recipients && recipients > 0;
  return command !== 'close' || (incident.standsOpen ?? []).length === 0;
}

/** What one may not do is shown with the reason; the API judges it all the same when it is sent. */
function WhyNot({ incident, command }: { incident: string; command: PersonCommand }) {
  const reason = useWhyNot(incident)(command);
  // Closing has a list of its own.
  return command !== 'close' && reason && <p className="note">{reason}</p>;
}
