import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { OPEN_STAGES } from '../../../domain/case/state';
import { SEVERITIES } from '../../../domain/triage/report';
import { CLASSES } from '../../../domain/triage/triage';
import { withoutAct } from '../../ui/acts';
import { useFormats } from '../../ui/format';
import { Button } from '../../ui/parts';
import { Search } from '../../ui/search';
import { VOCABULARY, wordFor } from '../../ui/vocabulary';
import { useWords } from '../../ui/words';
import { useSavedViews, viewOf, VIEW_NAMES } from './views';
import { WORDS } from './words';

/** The views that everybody has, and those saved in this browser. The address holds which is shown. */
export function Views() {
  const words = useWords(WORDS);
  const [search, setSearch] = useSearchParams();
  const [saved, keep] = useSavedViews();
  const current = withoutAct(search).toString();
  const isSaved = saved.some((view) => view.search === current);
  return (
    <div className="views" role="group" aria-label={words.viewsLabel}>
      {VIEW_NAMES.map((name) => (
        <button
          key={name}
          type="button"
          className="view"
          aria-pressed={!isSaved && viewOf(search) === name}
          onClick={() => setSearch(name === 'open' ? {} : { view: name })}
        >
          {words.views[name]}
        </button>
      ))}
      {saved.map((view) => (
        <span key={view.name} className="view-saved">
          <button
            type="button"
            className="view"
            aria-pressed={view.search === current}
            onClick={() => setSearch(new URLSearchParams(view.search))}
          >
            {view.name}
          </button>
          <button
            type="button"
            className="view-forget"
            aria-label={words.forget(view.name)}
            onClick={() => keep(saved.filter((one) => one !== view))}
          >
            ✕
          </button>
        </span>
      ))}
      {current !== '' && !isSaved && <Save onSave={(name) => keep([...saved, { name, search: current }])} />}
    </div>
  );
}

function Save({ onSave }: { onSave: (name: string) => void }) {
  const words = useWords(WORDS);
  const [name, setName] = useState<string>();
  if (name === undefined)
    return (
      <button type="button" className="view view-save" onClick={() => setName('')}>
        + {words.save}
      </button>
    );
  return (
    <form
      className="view-saved"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim()) onSave(name.trim());
        setName(undefined);
      }}
    >
      <input
        className="input view-name"
        aria-label={words.saveName}
        placeholder={words.saveName}
        maxLength={40}
        autoFocus
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <Button type="submit">✓</Button>
    </form>
  );
}

export function Filters() {
  const words = useWords(WORDS);
  const vocabulary = useWords(VOCABULARY);
  const [search, setSearch] = useSearchParams();
  const [isOpen, open] = useState(false);
  return (
    <div className="filters" role="search" aria-label={words.filters} data-open={isOpen}>
      <Search
        isAsTyped
        label={words.search}
        value={search.get('q')}
        seek={(q) => setSearch((before) => changed(before, 'q', q))}
      />
      <Button className="narrow" aria-expanded={isOpen} onClick={() => open(!isOpen)}>
        {words.filters}
      </Button>
      <Choice name="stage" label={words.stage} values={[...OPEN_STAGES, 'closed']} names={vocabulary.stage} />
      <Choice name="class" label={words.class} values={CLASSES} names={vocabulary.class} />
      <Choice name="severity" label={words.severity} values={SEVERITIES} names={vocabulary.severity} />
      <Choice name="sort" label={words.sort} values={Object.keys(words.sorts)} names={words.sorts} isOrder />
    </div>
  );
}

interface ChoiceProps {
  name: string;
  label: string;
  values: readonly string[];
  names: Record<string, string>;
  isOrder?: boolean;
}

function Choice({ name, label, values, names, isOrder }: ChoiceProps) {
  const formats = useFormats();
  const words = useWords(WORDS);
  const [search, setSearch] = useSearchParams();
  return (
    <select
      className="input"
      aria-label={label}
      value={search.get(name) ?? ''}
      onChange={(event) => setSearch((before) => changed(before, name, event.target.value))}
    >
      <option value="">{isOrder ? label : formats.labelled(label, words.any)}</option>
      {values.map((value) => (
        <option key={value} value={value}>
          {wordFor(names, value)}
        </option>
      ))}
    </select>
  );
}

function changed(before: URLSearchParams, name: string, value: string): URLSearchParams {
  const after = new URLSearchParams(before);
  if (value) after.set(name, value);
  else after.delete(name);
  return after;
}
