import { ActButton } from '../../ui/act-button';
import { BothTimes } from '../../ui/countdown';
import type { OneNotice, Person } from '../../ui/data';
import { useFormats } from '../../ui/format';
import { PersonName } from '../../ui/parts';
import { useWords } from '../../ui/words';
import { WORDS } from './words';

interface HoldingProps {
  incident: string;
  data: OneNotice;
  people: readonly Person[] | undefined;
}

/** What keeps a notice back: somebody who holds it, and names of others that its readers would see. */
export function Holding({ incident, data: { notice }, people }: HoldingProps) {
  const words = useWords(WORDS);
  const isOut = notice.releasedAt !== undefined || ['rejected', 'superseded'].includes(notice.status);
  if (isOut) return null;
  const prefill = { notice: notice.number };
  return (
    <section className="card part" aria-labelledby="holding">
      <div className="part-head">
        <h2 id="holding">{words.holding}</h2>
        {!notice.held && (
          <ActButton incident={incident} command="hold-release" prefill={prefill}>
            {words.hold}
          </ActButton>
        )}
      </div>
      {!notice.held && !notice.names?.length && <p className="soft">{words.notHeld}</p>}
      {notice.held && <Held {...{ incident, people, prefill }} held={notice.held} />}
      {notice.names?.map(({ customer, where }) => (
        <div key={`${customer} ${where}`} className="problem">
          <p>{words.nameFound(customer, where)}</p>
          <ActButton incident={incident} command="allow-name" prefill={{ ...prefill, customer }} isReasonShown>
            {words.allowName}
          </ActButton>
        </div>
      ))}
    </section>
  );
}

interface HeldProps extends Pick<HoldingProps, 'incident' | 'people'> {
  held: NonNullable<OneNotice['notice']['held']>;
  prefill: { notice: number };
}

function Held({ incident, held, people, prefill }: HeldProps) {
  const formats = useFormats();
  const words = useWords(WORDS);
  return (
    <>
      <p className="text">{held.reason}</p>
      <p className="text soft">{formats.labelled(words.risk, held.risk)}</p>
      <p className="soft small">
        <PersonName id={held.by} people={people} /> · {words.lookedAtAgain} <BothTimes at={held.reviewBy} />
      </p>
      <p className="small">
        <PersonName id={held.approver} people={people} /> {held.confirmedAt ? words.confirmed : words.notConfirmed}
      </p>
      <div className="chips">
        {!held.confirmedAt && (
          <ActButton incident={incident} command="hold-release" prefill={prefill}>
            {words.confirmHold}
          </ActButton>
        )}
        <ActButton incident={incident} command="hold-release" prefill={{ ...prefill, decline: true }}>
          {words.endHold}
        </ActButton>
      </div>
    </>
  );
}
