import { useAskedAct } from '../../ui/acts';
import { Time } from '../../ui/countdown';
import { useSignedIn, type OneNotice, type Person } from '../../ui/data';
import { mayGive } from '../../ui/forms';
import { Button, PersonName, Shape } from '../../ui/parts';
import { useWords } from '../../ui/words';
import { WORDS } from './words';

interface ApprovalsProps {
  incident: string;
  data: OneNotice;
  people: readonly Person[] | undefined;
}

const SIDES = ['law', 'lead'] as const;

/** Both approvals, each of one side, and the hash of the text that they bind. */
export function Approvals({ data, people }: ApprovalsProps) {
  const words = useWords(WORDS);
  const { notice, freshKeys, withoutContact } = data;
  return (
    <section className="card part" aria-labelledby="approvals">
      <h2 id="approvals">{words.approvals}</h2>
      <ul className="sides">
        {SIDES.map((side) => {
          const approval = notice.approvals.find((one) => one.as === side);
          return (
            <li key={side} className="side">
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
      {notice.rejection && (
        <p className="problem">
          {words.rejected}: {notice.rejection.reason}
        </p>
      )}
      {freshKeys.length > 0 && (
        <p className="problem">{words.freshKeys(freshKeys.map(({ person }) => person).join(', '))}</p>
      )}
      {withoutContact.customers.length > 0 && (
        <p className="problem">{words.withoutContact(withoutContact.customers.join(', '))}</p>
      )}
      <p className="soft small">{words.hash}</p>
      <p className="hash">{notice.hash ?? words.noHash}</p>
      <Acts data={data} />
    </section>
  );
}

function Acts({ data: { notice } }: Pick<ApprovalsProps, 'data'>) {
  const words = useWords(WORDS);
  const [, ask] = useAskedAct();
  const { data: me } = useSignedIn();
  const text = { notice: notice.number, hash: notice.hash };
  const { recipientsHash } = notice;
  const all = { ...text, ...(recipientsHash !== undefined && { recipientsHash }) };
  const roles = me?.person.roles ?? [];
  if (notice.status === 'drafted' && notice.hash)
    return (
      <div className="chips">
        <Button
          look="first"
          disabled={!mayGive('approve-notice', roles)}
          onClick={() => ask({ act: 'approve-notice', prefill: all })}
        >
          {words.approve}
        </Button>
        <Button
          disabled={!mayGive('reject-notice', roles)}
          onClick={() => ask({ act: 'reject-notice', prefill: text })}
        >
          {words.reject}
        </Button>
      </div>
    );
  if (notice.status !== 'approved') return null;
  return (
    <Button
      look="grave"
      disabled={!mayGive('release-notice', roles)}
      onClick={() => ask({ act: 'release-notice', prefill: all })}
    >
      {words.release}
    </Button>
  );
}
