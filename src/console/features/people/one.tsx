import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { z } from 'zod';
import type { accessList } from '../../../contract/audit/access';
import type { keyList } from '../../../contract/parties/people';
import type { sessionList } from '../../../contract/parties/sessions';
import type { Role } from '../../../domain/primitives/people';
import { Time } from '../../ui/countdown';
import { useRead, useSignedIn, type Person } from '../../ui/data';
import { useFormats } from '../../ui/format';
import { OtherButton } from '../../ui/other-acts';
import { Chip } from '../../ui/parts';
import { VOCABULARY, wordFor } from '../../ui/vocabulary';
import { useWords } from '../../ui/words';
import { WORDS } from './words';

/** What one of us may do, signs in by, and looked at. */
export function OnePerson({ person }: { person: Person }) {
  const { id, name, email, roles, timeZone, language, active } = person;
  const words = useWords(WORDS);
  const vocabulary = useWords(VOCABULARY);
  const formats = useFormats();
  return (
    <div className="staff">
      <p>
        <Link href="/people">← {words.title}</Link>
      </p>
      <h1>{name}</h1>
      <p className="soft">
        {id} · {email} · {formats.language(language)} · {timeZone}
      </p>
      <p className="chips">
        {roles.map((role) => (
          <Chip key={role} tone="accent">
            {vocabulary.role[role]}
          </Chip>
        ))}
        {!active && <Chip tone="soon">{words.inactive}</Chip>}
      </p>
      <p className="chips">
        <OtherButton
          act="change-person"
          prefill={{ person: id, name, email, roles, timeZone, language, active }}
          label={words.change(name)}
        />
        <OtherButton act="give-key" prefill={{ person: id }} whyNot={active ? undefined : words.inactive} />
      </p>
      <For roles={['operator', 'auditor']} title={words.keys} orOwn={id}>
        {(isOwn) => <Keys id={id} isOwn={isOwn} />}
      </For>
      <For roles={['operator', 'auditor']} title={words.sessions} orOwn={id}>
        {(isOwn) => <Sessions id={id} isOwn={isOwn} />}
      </For>
      <For roles={['auditor', 'privacy']} title={words.looked}>
        {() => <Looked id={id} />}
      </For>
    </div>
  );
}

interface ForProps {
  roles: Role[];
  title: string;
  /** Whose it is besides: everybody has what is theirs, by addresses of their own. */
  orOwn?: string;
  children: (isOwn: boolean) => ReactNode;
}

/** A part for some roles; others are told whose it is. */
function For({ roles, title, orOwn, children }: ForProps) {
  const words = useWords(WORDS);
  const vocabulary = useWords(VOCABULARY);
  const formats = useFormats();
  const { data: me } = useSignedIn();
  if (!me) return null;
  const isOwn = orOwn === me.person.id;
  const mine = isOwn || roles.some((role) => me.person.roles.includes(role));
  return (
    <section className="card part" aria-label={title}>
      <h2>{title}</h2>
      {mine ? (
        children(isOwn)
      ) : (
        <p className="hint">{words.forOthers(formats.list(roles.map((role) => vocabulary.role[role])))}</p>
      )}
    </section>
  );
}

interface OfProps {
  id: string;
  isOwn: boolean;
}

function Keys({ id, isOwn }: OfProps) {
  const words = useWords(WORDS);
  const path = isOwn ? '/api/keys' : `/api/people/${encodeURIComponent(id)}/keys`;
  const { data } = useRead<z.infer<typeof keyList>>(path);
  return (
    <ul className="lines">
      {data?.items.length === 0 && <li className="soft">{words.none}</li>}
      {data?.items.map(({ id: key, name, state, lastUsedAt, expiresAt }) => (
        <li key={key}>
          <span className="line-main">
            {name} <Chip tone={state === 'valid' ? 'calm' : 'soon'}>{words.state[state]}</Chip>
          </span>
          <span className="soft small">
            {words.used} {lastUsedAt ? <Time at={lastUsedAt} /> : words.never} · {words.until} <Time at={expiresAt} />
          </span>
          <OtherButton
            act={isOwn ? 'revoke-own-key' : 'revoke-key'}
            prefill={{ person: id, key }}
            label={words.revoke(name)}
          >
            {words.revokeIt}
          </OtherButton>
        </li>
      ))}
    </ul>
  );
}

function Sessions({ id, isOwn }: OfProps) {
  const words = useWords(WORDS);
  const path = isOwn ? '/api/sessions' : `/api/people/${encodeURIComponent(id)}/sessions`;
  const { data } = useRead<z.infer<typeof sessionList>>(path);
  return (
    <ul className="lines">
      {data?.items.length === 0 && <li className="soft">{words.none}</li>}
      {data?.items.map(({ id: session, userAgent, isThis, lastUsedAt, expiresAt }) => (
        <li key={session}>
          <span className="line-main">
            {userAgent || session} {isThis && <Chip tone="calm">{words.this}</Chip>}
          </span>
          <span className="soft small">
            {words.used} <Time at={lastUsedAt} /> · {words.until} <Time at={expiresAt} />
          </span>
          <OtherButton
            act={isOwn ? 'end-own-session' : 'end-session'}
            prefill={{ person: id, session }}
            label={words.endSession(userAgent || session)}
          >
            {words.endIt}
          </OtherButton>
        </li>
      ))}
    </ul>
  );
}

function Looked({ id }: { id: string }) {
  const words = useWords(WORDS);
  const { data } = useRead<z.infer<typeof accessList>>(`/api/access?limit=100&person=${encodeURIComponent(id)}`);
  return (
    <ul className="lines small">
      {data?.items.length === 0 && <li className="soft">{words.none}</li>}
      {data?.items.map(({ at, route, incident, section, status }, index) => (
        <li key={`${at} ${route} ${index}`}>
          <span className="line-main">
            {incident ? <Link href={`/incidents/${incident}`}>{incident}</Link> : route}{' '}
            {section && wordFor(words.sections, section)}
          </span>
          <span className="soft">
            {status >= 400 && `${words.refused} (${status}), `}
            <Time at={at} />
          </span>
        </li>
      ))}
    </ul>
  );
}
