import { ActButton } from '../../ui/act-button';
import { Time } from '../../ui/countdown';
import type { OneNotice, Person } from '../../ui/data';
import { PersonName } from '../../ui/parts';
import { useWords } from '../../ui/words';
import { WORDS } from './words';

interface CommentsProps {
  incident: string;
  data: OneNotice;
  people: readonly Person[] | undefined;
}

/** What was said of passages, for whoever drafts it again. A passage that is marked in the plain text is commented from there. */
export function Comments({ incident, data: { notice, comments, texts }, people }: CommentsProps) {
  const words = useWords(WORDS);
  const [language = 'en'] = Object.keys(texts);
  return (
    <section className="card part" aria-labelledby="comments">
      <div className="part-head">
        <h2 id="comments">{words.comments}</h2>
        <ActButton incident={incident} command="comment-notice" prefill={{ notice: notice.number, language }}>
          {words.comment}
        </ActButton>
      </div>
      {comments.length === 0 && <p className="soft">{words.noComments}</p>}
      <ul className="comments">
        {comments.map(({ by, at, passage, words: said }) => (
          <li key={`${at} ${by} ${passage}`}>
            <blockquote className="soft text">{passage}</blockquote>
            <p className="text">{said}</p>
            <p className="soft small">
              <PersonName id={by} people={people} /> <Time at={at} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
