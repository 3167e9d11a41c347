import { useState } from 'react';
import type { z } from 'zod';
import type { sources } from '../../../contract/detection/detections';
import { useRead, useSignedIn } from '../../ui/data';
import { OTHER_FORMS, type OtherAct } from '../../ui/forms';
import { OtherButton } from '../../ui/other-acts';
import { Button, Chip } from '../../ui/parts';
import { VOCABULARY } from '../../ui/vocabulary';
import { useWords } from '../../ui/words';
import { WORDS, type SourceWords } from './words';

type Source = z.infer<typeof sources>['items'][number];

const OF_PEOPLE = OTHER_FORMS['add-form'].body.properties?.channel?.enum ?? [];

/** By which people without an account report, and which systems do: an operator opens each, and hands out its link or its secret. */
export function Sources() {
  const words = useWords(WORDS);
  const { data } = useRead<z.infer<typeof sources>>('/api/detection-sources');
  const standing = data?.items.filter(({ endedAt }) => !endedAt) ?? [];
  const isOfPeople = ({ channel }: Source) => OF_PEOPLE.includes(channel);
  return (
    <>
      <Listed id="forms" words={words.forms} add="add-form" items={standing.filter(isOfPeople)} />
      <Listed
        id="machines"
        words={words.machines}
        add="add-source"
        items={standing.filter((one) => !isOfPeople(one))}
      />
    </>
  );
}

interface ListedProps {
  id: string;
  words: SourceWords;
  add: OtherAct;
  items: readonly Source[];
}

function Listed({ id, words, add, items }: ListedProps) {
  const { data: me } = useSignedIn();
  return (
    <section className="card part" aria-labelledby={id}>
      <div className="part-head">
        <h2 id={id}>{words.title}</h2>
        {me && <OtherButton act={add} prefill={{ owner: me.person.id }} />}
      </div>
      <p className="soft small">{words.hint}</p>
      <ul className="lines">
        {items.length === 0 && <li className="soft">{words.none}</li>}
        {items.map((source) => (
          <One key={source.id} source={source} words={words} />
        ))}
      </ul>
    </section>
  );
}

function One({ source: { id, name, channel, form, address }, words }: { source: Source; words: SourceWords }) {
  const vocabulary = useWords(VOCABULARY);
  return (
    <li>
      <span className="line-main">
        {name} <Chip>{vocabulary.channel[channel]}</Chip>
      </span>
      {address && <span className="soft small">{words.address(address)}</span>}
      {form && <CopyLink name={name} link={form} />}
      <span className="chips">
        <OtherButton act="renew-form" prefill={{ source: id }} label={words.renew(name)}>
          {words.renewIt}
        </OtherButton>
        <OtherButton act="end-form" prefill={{ source: id }} label={words.end(name)} />
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
