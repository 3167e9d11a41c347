import { useAskedAct } from '../../ui/acts';
import { Time } from '../../ui/countdown';
import { usePeople } from '../../ui/data';
import { EVENT_WORDS } from '../../ui/event-words';
import { useFormats } from '../../ui/format';
import { PersonName } from '../../ui/parts';
import { POST_MORTEM_WORDS } from '../../ui/post-mortem-words';
import { wordFor } from '../../ui/vocabulary';
import { useWords } from '../../ui/words';
import type { Whole } from './parts';
import { WORDS } from './words';

/** What the machine wrote down, with what people say of it. */
export function Story({ data: { timeline, annotations, status } }: { data: Whole }) {
  const formats = useFormats();
  const events = useWords(EVENT_WORDS);
  const words = useWords(WORDS);
  const titles = useWords(POST_MORTEM_WORDS);
  const [, ask] = useAskedAct();
  const { data: people } = usePeople();
  return (
    <section className="card part" aria-label={words.timeline}>
      <h2>{words.timeline}</h2>
      <ol className="told">
        {timeline.map(({ sequence, index, at, type }) => (
          <li key={`${sequence}.${index}`}>
            <span className="soft small">
              <Time at={at} />
            </span>
            <div>
              {wordFor(events, type)}
              {annotations
                .filter((one) => one.sequence === sequence && one.index === index)
                .map(({ words: said, by, at: when }) => (
                  <p key={when} className="annotation">
                    <span className="text">{said}</span>{' '}
                    <span className="soft small">
                      <PersonName id={by} people={people} />
                    </span>
                  </p>
                ))}
            </div>
            {status === 'open' && (
              <button
                type="button"
                className="link small"
                aria-label={formats.labelled(titles.annotate, wordFor(events, type))}
                onClick={() => ask({ act: 'annotate', prefill: { sequence, index } })}
              >
                {titles.annotate}
              </button>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
