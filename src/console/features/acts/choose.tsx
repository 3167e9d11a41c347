import { useState, type KeyboardEvent } from 'react';
import { useLocation } from 'wouter';
import type { PersonCommand } from '../../../domain/commands';
import { useReason } from '../../ui/act-button';
import { useAskedAct } from '../../ui/acts';
import { useActs, useIncidents, useRead } from '../../ui/data';
import { useFormats } from '../../ui/format';
import { Modal } from '../../ui/parts';
import { VOCABULARY, wordFor } from '../../ui/vocabulary';
import { useWords } from '../../ui/words';
import type { Ending } from './host';
import { WORDS } from './words';

/** On a phone the keyboard would hide what there is to choose. */
const HAS_KEYS = matchMedia('(pointer: fine)').matches;

interface Found {
  key: string;
  name: string;
  /** Beneath the name: whose it is, or why not. */
  hint?: string;
  /** What does the same without this bar. */
  pressed?: string;
  isRefused?: boolean;
  open: () => void;
}

/** The command bar: what one may do first, the rest of the acts with why not, then incidents, customers and help. */
export function Choose({ id, onClose }: Ending & { id?: string }) {
  const words = useWords(WORDS);
  const [sought, seek] = useState('');
  const acts = useFoundActs(id, sought);
  const incidents = useFoundIncidents(sought);
  const customers = useFoundCustomers(sought);
  const help = useHelp(sought);
  return (
    <Modal title={words.acts} onClose={onClose}>
      <div className="dialog-body" role="presentation" onKeyDown={byArrows}>
        <input
          type="search"
          className="input"
          aria-label={words.find}
          placeholder={words.find}
          autoFocus={HAS_KEYS}
          value={sought}
          onChange={(event) => seek(event.target.value)}
        />
        <Group title={words.groups.acts} found={acts} />
        <Group title={words.groups.incidents} found={incidents} />
        <Group title={words.groups.customers} found={customers} />
        <Group title={words.groups.help} found={help} />
        {[acts, incidents, customers, help].every((found) => found.length === 0) && (
          <p className="soft" role="status">
            {words.foundNothing}
          </p>
        )}
      </div>
    </Modal>
  );
}

function Group({ title, found }: { title: string; found: Found[] }) {
  if (found.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3 className="soft small">{title}</h3>
      <ul className="acts">
        {found.map(({ key, name, hint, pressed, isRefused, open }) => (
          <li key={key}>
            <button type="button" className="act" aria-disabled={isRefused} onClick={open}>
              <span className="act-name">
                {name}
                {pressed && HAS_KEYS && <kbd>{pressed}</kbd>}
              </span>
              {hint && <span className="soft small">{hint}</span>}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Up and down go through what was found, and Enter in the field takes the first. */
function byArrows(event: KeyboardEvent<HTMLElement>): void {
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>('input[type=search], .act')];
  const at = all.findIndex((one) => one === document.activeElement);
  if (event.key === 'Enter' && at === 0) all[1]?.click();
  else if (event.key === 'ArrowDown') all[Math.min(at + 1, all.length - 1)]?.focus();
  else if (event.key === 'ArrowUp') all[Math.max(at - 1, 0)]?.focus();
  else return;
  event.preventDefault();
}

/** On the page of an incident. */
const PRESSED: Partial<Record<PersonCommand, string>> = { acknowledge: 'a', 'note-progress': 'n' };

function useFoundActs(id: string | undefined, sought: string): Found[] {
  const words = useWords(WORDS);
  const vocabulary = useWords(VOCABULARY);
  const formats = useFormats();
  const reasonOf = useReason();
  const [, ask] = useAskedAct();
  const { data } = useActs(id ?? '', id !== undefined);
  const report = { key: 'report', name: words.report, open: () => ask({ act: 'report', prefill: {} }) };
  const found = (data?.items ?? []).map((act): Found & { isRefused: boolean } => ({
    key: act.command,
    name: wordFor(vocabulary.command, act.command),
    hint: reasonOf(act) ?? formats.list(act.roles.map((role) => vocabulary.role[role])),
    isRefused: !act.allowed,
    ...(act.allowed && { pressed: PRESSED[act.command] }),
    open: () => ask({ act: act.command, prefill: {} }),
  }));
  return [...found.filter((act) => !act.isRefused), report, ...found.filter((act) => act.isRefused)].filter(
    ({ name }) => matches(sought, name),
  );
}

const SOUGHT_MIN = 2;
const FOUND_MAX = 6;

function useFoundIncidents(sought: string): Found[] {
  const vocabulary = useWords(VOCABULARY);
  const [, go] = useLocation();
  const isSought = sought.trim().length >= SOUGHT_MIN;
  const query = new URLSearchParams({
    limit: String(FOUND_MAX),
    sort: '-updatedAt',
    ...(isSought && { q: sought.trim() }),
  });
  const { data, isPlaceholderData } = useIncidents(query.toString());
  const found = isSought ? (data?.items ?? []) : [];
  return stillMatching(found, isPlaceholderData, sought).map(({ id, stage }) => ({
    key: id,
    name: id,
    hint: vocabulary.stage[stage],
    open: () => go(`/incidents/${id}`),
  }));
}

interface NamedCustomer {
  id: string;
  name: string;
}

function useFoundCustomers(sought: string): Found[] {
  const [, go] = useLocation();
  const isSought = sought.trim().length >= SOUGHT_MIN;
  const query = new URLSearchParams({ limit: String(FOUND_MAX), q: sought.trim() });
  const { data, isPlaceholderData } = useRead<{ items: NamedCustomer[] }>(`/api/customers?${query}`, isSought);
  const found = isSought ? (data?.items ?? []) : [];
  return stillMatching(found, isPlaceholderData, sought).map(({ id, name }) => ({
    key: id,
    name,
    hint: id,
    open: () => go(`/customers/${encodeURIComponent(id)}`),
  }));
}

function useHelp(sought: string): Found[] {
  const words = useWords(WORDS);
  const [, go] = useLocation();
  return words.help
    .map(([name, place]) => ({
      key: place,
      name,
      open: () => (place.startsWith('/api') ? location.assign(place) : go(place)),
    }))
    .filter(({ name }) => matches(sought, name));
}

/** What was found for fewer letters stands only as far as it matches all of them: Enter opens the first. */
function stillMatching<T extends { id: string; name?: string }>(found: T[], isOfBefore: boolean, sought: string): T[] {
  return isOfBefore ? found.filter(({ id, name = '' }) => matches(sought, id) || matches(sought, name)) : found;
}

function matches(sought: string, name: string): boolean {
  return name.toLocaleLowerCase().includes(sought.trim().toLocaleLowerCase());
}
