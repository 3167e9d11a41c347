import { useState } from 'react';
import { useAskedAct } from '../../ui/acts';
import { Time } from '../../ui/countdown';
import { usePeople, useRestOfStory, type TimelineRow } from '../../ui/data';
import { EVENT_WORDS } from '../../ui/event-words';
import { useFormats } from '../../ui/format';
import { PersonName } from '../../ui/parts';
import { POST_MORTEM_WORDS } from '../../ui/post-mortem-words';
import { isTold, saidIn } from '../../ui/story';
import { VOCABULARY, wordFor, type Vocabulary } from '../../ui/vocabulary';
import { useWords } from '../../ui/words';
import type { Whole } from './parts';
import { WORDS } from './words';

/** What the machine wrote down, with what people say of it. */
export function Story({ data }: { data: Whole }) {
  const words = useWords(WORDS);
  const [isWhole, showWhole] = useState(false);
  const { data: rest = [] } = useRestOfStory(data.incident, data.timelineNext);
  const all = [...data.timeline, ...rest];
  const rows = all.filter((row) => isWhole || isTold(row) || annotationsOf(data, row).length > 0);
  return (
    <section className="card part" aria-label={words.timeline}>
      <h2>{words.timeline}</h2>
      <ol className="told">
        {rows.map((row) => (
          <Told key={`${row.sequence}.${row.index}`} row={row} data={data} />
        ))}
      </ol>
      {!isWhole && rows.length < all.length && (
        <button type="button" className="link" onClick={() => showWhole(true)}>
          {words.all(all.length - rows.length)}
        </button>
      )}
    </section>
  );
}

function annotationsOf({ annotations }: Whole, { sequence, index }: TimelineRow) {
  return annotations.filter((one) => one.sequence === sequence && one.index === index);
}

function Told({ row, data }: { row: TimelineRow; data: Whole }) {
  const events = useWords(EVENT_WORDS);
  const words = useWords(WORDS);
  const vocabulary: Vocabulary = useWords(VOCABULARY);
  const { data: people } = usePeople();
  const { about, text } = saidIn(row.event, vocabulary, [], words.notice);
  return (
    <li>
      <span className="soft small">
        <Time at={row.at} />
      </span>
      <div>
        {wordFor(events, row.type)}
        {about && <span className="soft"> · {about}</span>}
        {row.by !== 'system' && (
          <span className="soft small">
            {' '}
            <PersonName id={row.by} people={people} />
          </span>
        )}
        {text && <p className="text small soft">{text}</p>}
        {annotationsOf(data, row).map(({ words: said, by, at: when }) => (
          <p key={when} className="annotation">
            <span className="text">{said}</span>{' '}
            <span className="soft small">
              <PersonName id={by} people={people} />
            </span>
          </p>
        ))}
      </div>
      {data.status === 'open' && <Annotate row={row} />}
    </li>
  );
}

function Annotate({ row: { sequence, index, type } }: { row: TimelineRow }) {
  const formats = useFormats();
  const events = useWords(EVENT_WORDS);
  const titles = useWords(POST_MORTEM_WORDS);
  const [, ask] = useAskedAct();
  return (
    <button
      type="button"
      className="link small"
      aria-label={formats.labelled(titles.annotate, wordFor(events, type))}
      onClick={() => ask({ act: 'annotate', prefill: { sequence, index } })}
    >
      {titles.annotate}
    </button>
  );
}
