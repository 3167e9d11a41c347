import type { RecipientOutcome } from '../../../domain/delivery/outcomes';
import { ActButton } from '../../ui/act-button';
import { Time } from '../../ui/countdown';
import { useFormats } from '../../ui/format';
import { Chip, Modal, Problem } from '../../ui/parts';
import { wordFor } from '../../ui/vocabulary';
import { useWords } from '../../ui/words';
import { useRecipient, type OneRecipient } from './data';
import { ProofPack } from './proof-pack';
import { WORDS } from './words';

interface OneProps {
  incident: string;
  number: string;
  recipient: string;
  onClose: () => void;
}

/** Every attempt with the server's words, what came back, and the very text. */
export function One({ incident, number, recipient, onClose }: OneProps) {
  const words = useWords(WORDS);
  const { data, error } = useRecipient(incident, number, recipient);
  return (
    <Modal title={data?.recipient.customerName ?? recipient} onClose={onClose}>
      <div className="dialog-body">
        <Problem fault={data ? undefined : error} />
        {data && (
          <>
            <p className="chips">
              <Chip>{words.one[data.recipient.outcome]}</Chip>
              <span className="soft">
                {data.recipient.name} · {data.recipient.email}
              </span>
            </p>
            {data.recipient.possibleRepeat && <p className="note">{words.repeat}</p>}
            <Attempts data={data} />
            <Marks data={data} />
            <Letter letter={data.letter} />
            <Acts {...{ incident, number }} recipient={data.recipient} />
          </>
        )}
      </div>
    </Modal>
  );
}

interface ActsProps extends Pick<OneProps, 'incident' | 'number'> {
  recipient: OneRecipient['recipient'];
}

function Acts({ incident, number, recipient: { customer, outcome } }: ActsProps) {
  const words = useWords(WORDS);
  const prefill = { notice: Number(number), customer };
  return (
    <div className="chips">
      <ActButton incident={incident} command="send-again" prefill={prefill}>
        {words.again}
      </ActButton>
      {FURTHER.includes(outcome) && (
        <ActButton incident={incident} command="try-next-contact" prefill={prefill}>
          {words.further}
        </ActButton>
      )}
      <ActButton incident={incident} command="record-contact" prefill={{ customer }}>
        {words.byPerson}
      </ActButton>
      <ProofPack incident={incident} customer={customer} />
    </div>
  );
}

/** Of whom nothing came: refused, come back, given up, or silent. */
const FURTHER: readonly RecipientOutcome[] = ['sent', 'refused', 'bounced', 'given-up'];

function Attempts({ data: { attempts, recipient } }: { data: OneRecipient }) {
  const formats = useFormats();
  const words = useWords(WORDS);
  return (
    <section aria-labelledby="attempts">
      <h3 id="attempts">{words.attempts}</h3>
      {attempts.length === 0 && <p className="soft">{words.noAttempt}</p>}
      <ol className="attempts">
        {attempts.map(({ outcome, words: said, handedAt, endedAt }) => (
          <li key={endedAt}>
            <strong>{wordFor(words.attempt, outcome)}</strong>{' '}
            <span className="soft small">
              <Time at={endedAt} />
              {handedAt && (
                <>
                  , {words.handed} <Time at={handedAt} />
                </>
              )}
            </span>
            {said && <code className="server-words">{said}</code>}
          </li>
        ))}
      </ol>
      {recipient.nextAt && recipient.outcome === 'planned' && (
        <p className="soft small">
          {formats.labelled(words.next, '')}
          <Time at={recipient.nextAt} />
        </p>
      )}
    </section>
  );
}

function Marks({ data: { marks } }: { data: OneRecipient }) {
  const words = useWords(WORDS);
  if (marks.length === 0) return null;
  return (
    <section aria-labelledby="marks">
      <h3 id="marks">{words.marks}</h3>
      <ul className="attempts">
        {marks.map(({ kind, at, words: said }) => (
          <li key={`${kind} ${at}`}>
            <strong>{wordFor(words.mark, kind)}</strong>{' '}
            <span className="soft small">
              <Time at={at} />
            </span>
            {said && <p className="text small">{said}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Letter({ letter }: Pick<OneRecipient, 'letter'>) {
  const words = useWords(WORDS);
  if (!letter) return null;
  return (
    <details>
      <summary>{words.letter}</summary>
      {letter.isAsApproved !== undefined && (
        <p className={letter.isAsApproved ? 'complete small' : 'problem'}>
          {letter.isAsApproved ? `✓ ${words.asApproved}` : words.notAsApproved}
        </p>
      )}
      <p>
        <strong>{letter.subject}</strong>
      </p>
      <pre className="very-text">{letter.text}</pre>
    </details>
  );
}
