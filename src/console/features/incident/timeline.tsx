import { useState } from 'react';
import { Time } from '../../ui/countdown';
import { useTimeline, type TimelineRow } from '../../ui/data';
import { EVENT_WORDS } from '../../ui/event-words';
import { PersonName } from '../../ui/parts';
import { isTold, kindOf, saidIn } from '../../ui/story';
import { VOCABULARY, wordFor, type Vocabulary } from '../../ui/vocabulary';
import { useWords } from '../../ui/words';
import type { Part } from './page';
import { WORDS } from './words';

const FILTERS = ['story', 'person', 'clock', 'customer', 'all'] as const;
const SHOWN_FIRST = 40;

/** What happened, the newest first. Nothing here can be edited: what was wrong is corrected by what comes after it. */
export function Timeline({ incident, people }: Part) {
  const words = useWords(WORDS);
  const [filter, setFilter] = useState<(typeof FILTERS)[number]>('story');
  const [isWhole, showWhole] = useState(false);
  const { data = [] } = useTimeline(incident.id);
  const rows = data.filter((row) => isShown(row, filter)).reverse();
  return (
    <section className="card part" aria-labelledby="timeline">
      <h2 id="timeline">{words.timeline}</h2>
      <div className="tabs" role="group" aria-label={words.timeline}>
        {FILTERS.map((one) => (
          <button key={one} type="button" className="tab" aria-pressed={filter === one} onClick={() => setFilter(one)}>
            {words.filters[one]}
          </button>
        ))}
      </div>
      <ol className="spine">
        {rows.slice(0, isWhole ? undefined : SHOWN_FIRST).map((row) => (
          <Happened key={`${row.sequence}.${row.index}`} row={row} people={people} incident={incident} />
        ))}
      </ol>
      {!isWhole && rows.length > SHOWN_FIRST && (
        <button type="button" className="link" onClick={() => showWhole(true)}>
          {words.more} ({rows.length})
        </button>
      )}
    </section>
  );
}

function isShown(row: TimelineRow, filter: (typeof FILTERS)[number]): boolean {
  if (filter === 'all') return true;
  return filter === 'story' ? isTold(row) : kindOf(row) === filter;
}

function Happened({ row, people, incident }: Part & { row: TimelineRow }) {
  const words = useWords(WORDS);
  const events = useWords(EVENT_WORDS);
  const vocabulary: Vocabulary = useWords(VOCABULARY);
  const said = saidIn(row.event, vocabulary, incident.obligations ?? [], words.notice);
  return (
    <li className="happened" data-kind={kindOf(row)}>
      <p className="happened-what">
        {wordFor(events, row.type)}
        {said.about && <span className="soft"> · {said.about}</span>}
      </p>
      {said.text && <p className="text small">{said.text}</p>}
      <p className="soft small">
        <Time at={row.at} /> · {row.by === 'system' ? words.system : <PersonName id={row.by} people={people} />}
      </p>
    </li>
  );
}
