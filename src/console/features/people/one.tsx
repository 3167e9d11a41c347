import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { z } from 'zod';
import type { accessList } from '../../../contract/access';
import type { keyList } from '../../../contract/people';
import type { sessionList } from '../../../contract/sessions';
import type { Role } from '../../../domain/primitives/people';
import { Time } from '../../ui/countdown';
import { useRead, useSignedIn, type Person } from '../../ui/data';
import { useFormats } from '../../ui/format';
import { Chip } from '../../ui/parts';
import { VOCABULARY } from '../../ui/vocabulary';
import { useWords } from '../../ui/words';
import { WORDS } from './words';

/** What one of us may do, signs in by, and looked at. */
export function OnePerson({ person: { id, name, email, roles, timeZone, language } }: { person: Person }) {
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
      </p>
      <For roles={['operator', 'auditor']} title={words.keys}>
        <Keys id={id} />
      </For>
      <For roles={['operator', 'auditor']} title={words.sessions}>
        <Sessions id={id} />
      </For>
      <For roles={['auditor', 'privacy']} title={words.looked}>
        <Looked id={id} />
      </For>
    </div>
  );
}

/** A part for some roles; others are told whose it is. */
function For({ roles, title, children }: { roles: Role[]; title: string; children: ReactNode }) {
  const words = useWords(WORDS);
  const vocabulary = useWords(VOCABULARY);
  const formats = useFormats();
  const { data: me } = useSignedIn();
  if (!me) return null;
  const mine = roles.some((role) => me.person.roles.includes(role));
  return (
    <section className="card part" aria-label={title}>
      <h2>{title}</h2>
      {mine ? (
        children
      ) : (
        <p className="hint">{words.forOthers(formats.list(roles.map((role) => vocabulary.role[role])))}</p>
      )}
    </section>
  );
}

function Keys({ id }: { id: string }) {
  const words = useWords(WORDS);
  const { data } = useRead<z.infer<typeof keyList>>(`/api/people/${encodeURIComponent(id)}/keys`);
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
        </li>
      ))}
    </ul>
  );
}

function Sessions({ id }: { id: string }) {
  const words = useWords(WORDS);
  const { data } = useRead<z.infer<typeof sessionList>>(`/api/people/${encodeURIComponent(id)}/sessions`);
  return (
    <ul className="lines">
      {data?.items.length === 0 && <li className="soft">{words.none}</li>}
      {data?.items.map(({ id: session, userAgent, lastUsedAt, expiresAt }) => (
        <li key={session}>
          <span className="line-main">{userAgent || session}</span>
          <span className="soft small">
            {words.used} <Time at={lastUsedAt} /> · {words.until} <Time at={expiresAt} />
          </span>
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
            {incident ? <Link href={`/incidents/${incident}`}>{incident}</Link> : route} {section}
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
