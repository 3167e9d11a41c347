import { ActButton } from '../../ui/act-button';
import { Time } from '../../ui/countdown';
import type { OneNotice, Person } from '../../ui/data';
import { useFormats } from '../../ui/format';
import { PersonName, Shape } from '../../ui/parts';
import { useWords } from '../../ui/words';
import { WORDS } from './words';

interface ApprovalsProps {
  incident: string;
  data: OneNotice;
  people: readonly Person[] | undefined;
}

const SIDES = ['law', 'lead'] as const;

/** Both approvals, each of one side, and the hash of the text that they bind. */
export function Approvals({ incident, data, people }: ApprovalsProps) {
  const formats = useFormats();
  const words = useWords(WORDS);
  const { notice, freshKeys, withoutContact } = data;
  return (
    <section className="card part" aria-labelledby="approvals">
      <h2 id="approvals">{words.approvals}</h2>
      <ul className="sides">
        {SIDES.map((side) => {
          const approval = notice.approvals.find((one) => one.as === side);
          return (
            <li key={side} className="side" data-given={approval && ''}>
              <Shape of={approval ? 'calm' : 'none'} />
              <span>{words.wanted[side]}</span>
              <span className="soft small">
                {approval && (
                  <>
                    <PersonName id={approval.by} people={people} /> <Time at={approval.at} />
                  </>
                )}
              </span>
            </li>
          );
        })}
      </ul>
      {notice.rejection && <p className="problem">{formats.labelled(words.rejected, notice.rejection.reason ?? '')}</p>}
      {freshKeys.length > 0 && (
        <p className="problem">{words.freshKeys(freshKeys.map(({ person }) => person).join(', '))}</p>
      )}
      {withoutContact.customers.length > 0 && (
        <p className="problem">{words.withoutContact(withoutContact.customers.join(', '))}</p>
      )}
      <p className="soft small">{words.hash}</p>
      <p className="hash">{notice.hash ? inHalves(notice.hash) : words.noHash}</p>
      <Acts incident={incident} data={data} />
    </section>
  );
}

/** Two lines of one length, where one is too narrow; copied, it is whole. */
function inHalves(hash: string) {
  const half = hash.length / 2;
  return (
    <>
      {hash.slice(0, half)}
      <wbr />
      {hash.slice(half)}
    </>
  );
}

function Acts({ incident, data: { notice } }: Pick<ApprovalsProps, 'incident' | 'data'>) {
  const words = useWords(WORDS);
  const text = { notice: notice.number, hash: notice.hash };
  const { recipientsHash } = notice;
  const all = { ...text, ...(recipientsHash !== undefined && { recipientsHash }) };
  if (notice.status === 'drafted' && notice.hash)
    return (
      <div className="chips">
        <ActButton incident={incident} command="approve-notice" look="first" prefill={all} isReasonShown>
          {words.approve}
        </ActButton>
        <ActButton incident={incident} command="reject-notice" prefill={text}>
          {words.reject}
        </ActButton>
      </div>
    );
  if (notice.status !== 'approved') return null;
  return (
    <ActButton incident={incident} command="release-notice" look="grave" prefill={all} isReasonShown>
      {words.release}
    </ActButton>
  );
}
