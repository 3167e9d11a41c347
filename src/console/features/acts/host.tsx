import { useEffect, useState } from 'react';
import { Redirect, useRoute } from 'wouter';
import type { PersonCommand } from '../../../domain/commands';
import { useAskedAct } from '../../ui/acts';
import { useIncident, useSignedIn } from '../../ui/data';
import { isOtherAct } from '../../ui/other-acts';
import type { PostMortemCommand } from '../../../domain/post-mortem/commands';
import { COMMANDS, POST_MORTEM_FORMS } from '../../ui/forms';
import './acts.css';
import { Act } from './act';
import { Choose } from './choose';
import { OtherAct } from './other-act';
import { PostMortemAct } from './post-mortem-act';
import { ReportForm } from './report-form';

const SHOWN_MS = 5_000;

/** The window of the act that the address asks for, on whichever page; and, for those who hear the page, that it was done. */
export function ActHost() {
  const [asked, ask] = useAskedAct();
  const [done, setDone] = useState('');
  useEffect(() => {
    if (!done) return;
    const timer = setTimeout(() => setDone(''), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [done]);
  const close = () => ask(undefined);
  const finish = (sentence: string) => {
    setDone(sentence);
    close();
  };
  return (
    <>
      {asked && <Asked key={JSON.stringify(asked)} onDone={finish} onClose={close} />}
      <div role="status" aria-live="polite" className={done ? 'toast' : 'hidden'}>
        {done}
      </div>
    </>
  );
}

export interface Ending {
  onDone: (sentence: string) => void;
  onClose: () => void;
}

function Asked(ending: Ending) {
  const [asked] = useAskedAct();
  const [, params] = useRoute('/incidents/:id/*?');
  const [isPostMortem] = useRoute('/incidents/:id/post-mortem');
  const { data: me } = useSignedIn();
  if (!asked || !me) return null;
  if (asked.act === 'report') return <ReportForm {...ending} />;
  if (asked.act === 'choose') return <Choose id={params?.id} {...ending} />;
  if (isPostMortem && params?.id && isOfPostMortem(asked.act))
    return <PostMortemAct incident={params.id} command={asked.act} prefill={asked.prefill} {...ending} />;
  if (isOtherAct(asked.act)) return <OtherAct act={asked.act} prefill={asked.prefill} {...ending} />;
  return params?.id ? <OfIncident id={params.id} {...ending} /> : null;
}

function OfIncident({ id, ...ending }: Ending & { id: string }) {
  const [asked] = useAskedAct();
  const { data: incident } = useIncident(id);
  if (!asked || !incident) return null;
  if (!isCommand(asked.act)) return null;
  const text = OF_TEXT.includes(asked.act) && asked.prefill.notice === undefined && incident.notices?.at(-1);
  if (text) return <Redirect to={`/incidents/${id}/notices/${text.number}`} />;
  return <Act command={asked.act} prefill={asked.prefill} incident={incident} {...ending} />;
}

/** What binds a text is done where the text is read. */
const OF_TEXT: PersonCommand[] = ['approve-notice', 'reject-notice', 'release-notice'];

function isOfPostMortem(name: string): name is PostMortemCommand {
  return Object.hasOwn(POST_MORTEM_FORMS, name);
}

function isCommand(name: string): name is PersonCommand {
  return Object.hasOwn(COMMANDS, name);
}
