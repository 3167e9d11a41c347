import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useId } from 'react';
import type { UnitName } from '../../../domain/notices/facts';
import type { CustomerField } from '../../../domain/scope/state';
import { download, sendFile } from '../../ui/api';
import type { OneNotice } from '../../ui/data';
import { useFormats } from '../../ui/format';
import { Button, Problem } from '../../ui/parts';
import { VOCABULARY } from '../../ui/vocabulary';
import { useWords } from '../../ui/words';
import { WORDS } from './words';

const XLIFF = 'application/xliff+xml';

/** What readers of each language would get in another one, and the files by which a translator mends it. */
export function Translations({
  incident,
  data: { untranslated, ownUntranslated, texts },
}: {
  incident: string;
  data: OneNotice;
}) {
  const words = useWords(WORDS);
  const formats = useFormats();
  const names = useUnitNames();
  return (
    <section className="card part" aria-labelledby="translations">
      <h2 id="translations">{words.translations}</h2>
      {Object.keys(texts).map((language) => {
        const units = untranslated[language] ?? [];
        if (units.length === 0)
          return (
            <p key={language} className="complete">
              ✓ {words.translated(formats.language(language))}
            </p>
          );
        return (
          <div key={language} className="untranslated">
            <p>{words.untranslated(formats.language(language), units.map(names).join(', '))}</p>
            <Files incident={incident} language={language} of="sheet" />
          </div>
        );
      })}
      {ownUntranslated.map(({ language, field, customers, first }) => (
        <p key={`${language} ${field}`}>
          {words.ownUntranslated(formats.language(language), names(field), customers, first.join(', '))}
        </p>
      ))}
      {[...new Set(ownUntranslated.map(({ language }) => language))].map((language) => (
        <Files key={language} incident={incident} language={language} of="customers" />
      ))}
    </section>
  );
}

function useUnitNames() {
  const words = useWords(WORDS);
  const vocabulary = useWords(VOCABULARY);
  const names: Record<UnitName | CustomerField, string> = { ...vocabulary.fact, ...words.draftUnit, ...words.ownField };
  return (unit: string) => names[unit as UnitName];
}

/** Out to a translator, and back: the API holds each source against what stands. */
function Files({ incident, language, of }: { incident: string; language: string; of: 'sheet' | 'customers' }) {
  const words = useWords(WORDS);
  const queries = useQueryClient();
  const id = useId();
  const languages = `language=${language}&from=${language === 'en' ? 'fr' : 'en'}&of=${of}`;
  const path = `/api/incidents/${incident}/translations?${languages}`;
  const name = of === 'sheet' ? incident : `${incident}-customers`;
  const entering = useMutation({
    mutationFn: (file: File) => sendFile(path, file, file.name.endsWith('.csv') ? 'text/csv' : XLIFF),
    onSuccess: () => queries.invalidateQueries(),
  });
  const save = (format: string, type: string, end: string) =>
    void download(`${path}&format=${format}`, type, `${name}-${language}.${end}`);
  return (
    <>
      <p className="chips">
        <Button onClick={() => save('xliff', XLIFF, 'xlf')}>XLIFF</Button>
        <Button onClick={() => save('csv', 'text/csv', 'csv')}>CSV</Button>
      </p>
      <div className="field">
        <label htmlFor={id}>{words.enterFile}</label>
        <input
          id={id}
          type="file"
          accept=".xlf,.xliff,.csv"
          className="input"
          onChange={({ target }) => target.files?.[0] && entering.mutate(target.files[0])}
        />
      </div>
      <Problem fault={entering.error} />
    </>
  );
}
