import { ActButton } from '../../ui/act-button';
import { Countdown, Time } from '../../ui/countdown';
import type { Incident } from '../../ui/data';
import { useFormats } from '../../ui/format';
import { useNow } from '../../ui/now';
import { Chip, PersonName, Shape } from '../../ui/parts';
import { urgencyOf } from '../../ui/urgency';
import { useWords } from '../../ui/words';
import { AROUND } from './around-words';
import type { Part } from './page';

type Regime = NonNullable<Incident['regimes']>[number];
type Duty = Regime['duties'][number];

/** Which laws and contracts were judged to apply, by which test, and what each wants of us until when. */
export function Regimes({ incident: { id, regimes = [], stage }, people }: Part) {
  const words = useWords(AROUND);
  const isOpen = stage !== undefined && stage.stage !== 'closed';
  if (!stage) return null;
  return (
    <section className="card part" aria-labelledby="regimes">
      <div className="part-head">
        <h2 id="regimes">{words.regimes}</h2>
        {isOpen && (
          <ActButton incident={id} command="judge-regime">
            {words.judge}
          </ActButton>
        )}
      </div>
      {regimes.length === 0 && <p className="soft">{words.noRegime}</p>}
      {regimes.map(({ name, title, applies, test, by, classifiedAt, duties }) => (
        <div key={name} className="department">
          <h3>
            {title} <Chip tone={applies ? 'accent' : 'none'}>{applies ? words.applies : words.appliesNot}</Chip>
          </h3>
          <p className="small text">{test}</p>
          <p className="soft small">
            <PersonName id={by} people={people} /> · <Time at={classifiedAt} />
          </p>
          <ul className="lines">
            {duties.map((duty) => (
              <OneDuty key={duty.id} incident={id} regime={name} duty={duty} />
            ))}
          </ul>
        </div>
      ))}
    </section>
  );
}

function OneDuty({ incident, regime, duty }: { incident: string; regime: string; duty: Duty }) {
  const words = useWords(AROUND);
  const formats = useFormats();
  const now = useNow();
  const { id, title, recipient, due, doneAt } = duty;
  return (
    <li>
      <span className="line-main" data-done={doneAt}>
        <Shape of={doneAt ? 'calm' : due ? urgencyOf(due, now) : 'none'} />
        <span>
          {title} <span className="soft small">{recipient}</span>
        </span>
      </span>
      <span className="small soft">
        {doneAt && <Time at={doneAt} />}
        {!doneAt && (due ? <Countdown due={due} /> : words.notRunning)}
      </span>
      {!doneAt && (
        <ActButton
          incident={incident}
          command="record-regime-duty"
          look="link"
          label={formats.labelled(words.record, title)}
          prefill={{ regime, duty: id }}
        >
          {words.record}
        </ActButton>
      )}
    </li>
  );
}
