import type { z } from 'zod';
import type { questionList } from '../../../contract/delivery/recipient-answers';
import { Time } from '../../ui/countdown';
import { useOfIncident } from '../../ui/data';
import { OtherButton } from '../../ui/other-acts';
import { Chip, PersonName } from '../../ui/parts';
import { useWords } from '../../ui/words';
import type { Part } from './page';
import { WORK } from './work-words';

type Question = z.infer<typeof questionList>['items'][number];

/** What recipients asked by the link of a notice, and what we answered. */
export function Questions({ incident: { id, notices = [] }, people }: Part) {
  const words = useWords(WORK);
  const isTold = notices.some(({ releasedAt }) => releasedAt);
  const { data } = useOfIncident<z.infer<typeof questionList>>(id, '/questions', isTold);
  const items = [...(data?.items ?? [])].sort((a, b) => Number(!!a.answeredAt) - Number(!!b.answeredAt));
  if (!isTold) return null;
  return (
    <section className="card part" aria-labelledby="questions">
      <h2 id="questions">{words.asked}</h2>
      {items.length === 0 && <p className="soft">{words.noQuestions}</p>}
      {items.map((question) => (
        <One key={question.id} {...{ incident: id, question, people }} />
      ))}
    </section>
  );
}

function One({ incident, question, people }: { incident: string; question: Question; people: Part['people'] }) {
  const words = useWords(WORK);
  const { id, customer, notice, askedAt, words: said, answer, answeredAt, answeredBy } = question;
  return (
    <div className="department">
      <p className="small">
        <strong>{customer}</strong> <span className="soft">{words.toNotice(notice)}</span> <Time at={askedAt} />{' '}
        {!answeredAt && <Chip tone="soon">{words.unanswered}</Chip>}
      </p>
      <p className="text">{said}</p>
      {answer && <p className="text note">{answer}</p>}
      {answeredAt && answeredBy && (
        <p className="soft small">
          <PersonName id={answeredBy} people={people} /> <Time at={answeredAt} />
        </p>
      )}
      {!answeredAt && (
        <p>
          <OtherButton
            act="answer-recipient"
            prefill={{ id: incident, question: id }}
            label={words.answerTo(customer)}
          />
        </p>
      )}
    </div>
  );
}
