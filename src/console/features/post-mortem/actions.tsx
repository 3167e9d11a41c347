import { Time } from '../../ui/countdown';
import { usePeople } from '../../ui/data';
import { useFormats } from '../../ui/format';
import { Chip, PersonName } from '../../ui/parts';
import { useWords } from '../../ui/words';
import { Begin, type Outline, type Whole } from './parts';
import { WORDS } from './words';

/** What is to change, by whom and when, and whether it had its effect. */
export function Actions({ data }: { data: Whole | Outline }) {
  const words = useWords(WORDS);
  return (
    <section className="card part" aria-label={words.actions}>
      <div className="part-head">
        <h2>{words.actions}</h2>
        {data.status === 'open' && 'answers' in data && <Begin command="add-action" />}
      </div>
      {data.actions.length === 0 && <p className="soft">{words.noAction}</p>}
      <ul className="lines">
        {data.actions.map((action) => (
          <Action key={action.number} action={action} isApproved={data.status !== 'open'} />
        ))}
      </ul>
    </section>
  );
}

interface ActionProps {
  action: Outline['actions'][number] | Whole['actions'][number];
  isApproved: boolean;
}

function Action({ action, isApproved }: ActionProps) {
  const formats = useFormats();
  const { number, change, procedure, owner, due, checkBy, done, verified } = action;
  const words = useWords(WORDS);
  const { data: people } = usePeople();
  return (
    <li>
      <span className="line-main">
        <span>
          {number}. {change} <span className="soft small">{procedure}</span>
          {'effect' in action && (
            <span className="text small soft">{formats.labelled(words.effect, action.effect)}</span>
          )}
        </span>
      </span>
      <span className="small chips">
        <PersonName id={owner} people={people} />
        <Chip tone={verified ? 'calm' : done ? 'accent' : 'soon'}>
          {verified ? words.verified : done ? words.done(done.version) : words.notDone}
        </Chip>
        <span className="soft">
          <Time at={done ? checkBy : due} />
        </span>
      </span>
      {isApproved && !done && <Begin command="finish-action" prefill={{ action: number }} />}
      {isApproved && done && !verified && <Begin command="verify-action" prefill={{ action: number }} />}
    </li>
  );
}
