import { useState } from 'react';
import type { z } from 'zod';
import type { sources } from '../../../contract/detections';
import { useRead, useSignedIn } from '../../ui/data';
import { OtherButton } from '../../ui/other-acts';
import { Button, Chip } from '../../ui/parts';
import { VOCABULARY } from '../../ui/vocabulary';
import { useWords } from '../../ui/words';
import { WORDS } from './words';

type Source = z.infer<typeof sources>['items'][number];

const OF_PEOPLE = ['customer-portal', 'third-party'];

/** By which people without an account report: an operator opens each, and hands out its link. */
export function ReportForms() {
  const words = useWords(WORDS);
  const { data: me } = useSignedIn();
  const { data } = useRead<z.infer<typeof sources>>('/api/detection-sources');
  const forms = data?.items.filter(({ channel, endedAt }) => !endedAt && OF_PEOPLE.includes(channel)) ?? [];
  return (
    <section className="card part" aria-labelledby="forms">
      <div className="part-head">
        <h2 id="forms">{words.forms}</h2>
        <OtherButton act="add-form" prefill={{ owner: me?.person.id }} />
      </div>
      <p className="soft small">{words.formsHint}</p>
      <ul className="lines">
        {forms.length === 0 && <li className="soft">{words.noForm}</li>}
        {forms.map((source) => (
          <Form key={source.id} source={source} />
        ))}
      </ul>
    </section>
  );
}

function Form({ source: { id, name, channel, form } }: { source: Source }) {
  const words = useWords(WORDS);
  const vocabulary = useWords(VOCABULARY);
  return (
    <li>
      <span className="line-main">
        {name} <Chip>{vocabulary.channel[channel]}</Chip>
      </span>
      {form && <CopyLink name={name} link={form} />}
      <span className="chips">
        <OtherButton act="renew-form" prefill={{ source: id }} label={words.renewForm(name)} />
        <OtherButton act="end-form" prefill={{ source: id }} label={words.endForm(name)} />
      </span>
    </li>
  );
}

/** The link stands there to be copied by hand, too: a page without TLS may not write to the clipboard. */
function CopyLink({ name, link }: { name: string; link: string }) {
  const words = useWords(WORDS);
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(link);
    setCopied(true);
  };
  return (
    <span className="form-link">
      <input
        className="input"
        readOnly
        value={link}
        aria-label={words.linkOf(name)}
        onFocus={(e) => e.target.select()}
      />
      {'clipboard' in navigator && (
        <Button aria-label={words.copyLink(name)} onClick={() => void copy()}>
          {isCopied ? words.copied : words.copy}
        </Button>
      )}
    </span>
  );
}
