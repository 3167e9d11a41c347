import { Link } from 'wouter';
import type { z } from 'zod';
import type { review, wholeReview } from '../../../contract/programme/programme-reviews';
import { BothTimes, Time } from '../../ui/countdown';
import { usePeople, useRead, useSignedIn } from '../../ui/data';
import { useFormats } from '../../ui/format';
import { useNamed } from '../../ui/listed';
import { OtherButton } from '../../ui/other-acts';
import { Chip, Empty, PersonName, Problem, Shape } from '../../ui/parts';
import { useWords } from '../../ui/words';
import { Approval } from './one';
import './procedures.css';
import { WORDS } from './words';

type Review = z.infer<typeof review>;
type Whole = z.infer<typeof wholeReview>;

/** What was learnt in each period, and what was decided of it. */
export function ReviewsPage() {
  const words = useWords(WORDS);
  const formats = useFormats();
  const id = useNamed('reviews');
  const { data, error } = useRead<{ items: Review[] }>('/api/programme-reviews', id === undefined);
  if (id) return <OneReview id={id} />;
  return (
    <div className="procedures">
      <p>
        <Link href="/procedures">← {words.title}</Link>
      </p>
      <h1>{words.reviews}</h1>
      <Problem fault={data ? undefined : error} />
      <section className="card part" aria-label={words.reviews}>
        {data?.items.length === 0 && (
          <Empty title={words.noReview}>
            <p>{words.whyReview}</p>
          </Empty>
        )}
        <ul className="lines">
          {data?.items.map((one) => (
            <li key={one.id}>
              <span className="line-main">
                <Link href={`/reviews/${one.id}`}>{words.period(formats.day(one.fromAt), formats.day(one.toAt))}</Link>
                <Chip tone={one.approvedAt ? 'calm' : 'soon'}>{one.approvedAt ? words.approved : words.open}</Chip>
              </span>
              <span className="soft small">
                {one.id} · {words.due} <Time at={one.dueAt} />
              </span>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}

function OneReview({ id }: { id: string }) {
  const words = useWords(WORDS);
  const formats = useFormats();
  const { data, error } = useRead<Whole>(`/api/programme-reviews/${encodeURIComponent(id)}`);
  if (!data) return error ? <Problem fault={error} /> : <div className="skeleton" />;
  return (
    <div className="procedures">
      <p>
        <Link href="/reviews">← {words.reviews}</Link>
      </p>
      <header className="card part">
        <h1>{words.period(formats.day(data.fromAt), formats.day(data.toAt))}</h1>
        <p className="soft small">
          {id} · {words.due} <BothTimes at={data.dueAt} />
        </p>
        <p>{words.late(formats.number(data.actionsLate))}</p>
      </header>
      <Decisions review={data} />
      <Causes review={data} />
      <PostMortems review={data} />
    </div>
  );
}

function Decisions({ review }: { review: Whole }) {
  const { id, decisions, decidedBy, sha256, approvedAt, approvedBy } = review;
  const words = useWords(WORDS);
  const { data: people } = usePeople();
  return (
    <section className="card part" aria-labelledby="decisions">
      <div className="part-head">
        <h2 id="decisions">{words.decisions}</h2>
        {!approvedAt && <OtherButton act="decide-review" prefill={{ review: id }} />}
      </div>
      {!decidedBy && <p className="soft">{words.noDecision}</p>}
      {decisions && <p className="text">{decisions}</p>}
      {decidedBy && (
        <>
          <p className="soft small">
            <PersonName id={decidedBy} people={people} />
          </p>
          <Actions review={review} />
          <Approval
            {...{ people, approvedBy, writtenBy: decidedBy }}
            act="approve-review"
            prefill={{ review: id, sha256 }}
          />
        </>
      )}
    </section>
  );
}

/** What is owed once two people approved it; its owner says that it is done. */
function Actions({ review: { id, actions, approvedAt } }: { review: Whole }) {
  const words = useWords(WORDS);
  const { data: people } = usePeople();
  const { data: me } = useSignedIn();
  return (
    <ul className="lines" aria-label={words.actions}>
      {actions.map(({ number, change, owner, dueAt, doneAt, doneWords }) => (
        <li key={number}>
          <span className="line-main" data-done={doneAt}>
            <Shape of={doneAt ? 'calm' : 'soon'} />
            <span>
              {change ?? words.action(number)} {doneWords && <span className="soft text">{doneWords}</span>}
            </span>
          </span>
          <span className="soft small">
            <PersonName id={owner} people={people} /> <Time at={doneAt ?? dueAt} />
          </span>
          {approvedAt && !doneAt && (
            <OtherButton
              act="end-review-action"
              prefill={{ review: id, number }}
              label={words.endAction(number)}
              whyNot={owner === me?.person.id ? undefined : words.ownersOnly}
            />
          )}
        </li>
      ))}
    </ul>
  );
}

function Causes({ review: { recurring } }: { review: Whole }) {
  const words = useWords(WORDS);
  return (
    <section className="card part" aria-labelledby="causes">
      <h2 id="causes">{words.recurring}</h2>
      {recurring.length === 0 && <p className="soft">{words.noneRecurs}</p>}
      <ul className="lines">
        {recurring.map(({ cause, incidents }) => (
          <li key={cause}>
            <span className="line-main">{words.causes[cause]}</span>
            <Incidents all={incidents} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function PostMortems({ review: { postMortems } }: { review: Whole }) {
  const words = useWords(WORDS);
  return (
    <section className="card part" aria-labelledby="post-mortems">
      <h2 id="post-mortems">{words.postMortems}</h2>
      {postMortems.length === 0 && <p className="soft">{words.noPostMortem}</p>}
      <Incidents all={postMortems.map(({ incident }) => incident)} />
    </section>
  );
}

function Incidents({ all }: { all: readonly string[] }) {
  return (
    <span className="chips">
      {all.map((incident) => (
        <Link key={incident} href={`/incidents/${incident}/post-mortem`}>
          {incident}
        </Link>
      ))}
    </span>
  );
}
