import type { z } from 'zod';
import type { store } from '../../../contract/detection/data-stores';
import { Time } from '../../ui/countdown';
import { usePeople, useRead } from '../../ui/data';
import { OtherButton } from '../../ui/other-acts';
import { Chip, Empty, PersonName, Problem, Shape } from '../../ui/parts';
import { VOCABULARY } from '../../ui/vocabulary';
import { useWords } from '../../ui/words';
import './stores.css';
import { WORDS } from './words';

type Store = z.infer<typeof store>;

/** Where personal data lies, and how a breach of it would be noticed. */
export function StoresPage() {
  const words = useWords(WORDS);
  const { data, error } = useRead<{ items: Store[] }>('/api/data-stores');
  return (
    <div className="stores">
      <div className="part-head">
        <h1>{words.title}</h1>
        <OtherButton act="add-store" look="first" />
      </div>
      <Problem fault={data ? undefined : error} />
      <section className="card part" aria-label={words.title}>
        {data?.items.length === 0 && (
          <Empty title={words.none}>
            <p>{words.why}</p>
          </Empty>
        )}
        <ul className="lines">
          {data?.items.map((one) => (
            <OneStore key={one.id} store={one} />
          ))}
        </ul>
      </section>
    </div>
  );
}

function OneStore({ store }: { store: Store }) {
  const { id, name, kind, product, owner, methods, gaps, checkDays, checkedAt } = store;
  const vocabulary = useWords(VOCABULARY);
  const words = useWords(WORDS);
  const { data: people } = usePeople();
  return (
    <li>
      <span className="line-main">
        <Shape of={gaps.length > 0 ? 'late' : 'calm'} />
        <span>
          <strong>{name}</strong> {product && <span className="soft">{product}</span>}{' '}
          <Chip>{vocabulary.storeKind[kind]}</Chip>{' '}
          {gaps.map((gap) => (
            <Chip key={gap} tone="late">
              {words.gaps[gap]}
            </Chip>
          ))}
        </span>
      </span>
      <span className="soft small">
        <PersonName id={owner} people={people} /> {methods.map((method) => vocabulary.detection[method]).join(', ')}
      </span>
      <span className="soft small">
        {checkedAt ? words.checked : words.unchecked} {checkedAt && <Time at={checkedAt} />} {words.each(checkDays)}
      </span>
      <span className="chips">
        <OtherButton
          act="change-store"
          prefill={{ store: id, name, kind, owner, product, methods, checkDays }}
          label={words.change(name)}
        />
        <OtherButton act="check-store" prefill={{ store: id }} label={words.check(name)} />
        <OtherButton act="end-store" prefill={{ store: id }} label={words.end(name)} />
      </span>
    </li>
  );
}
