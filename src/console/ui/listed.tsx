import type { ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { Time } from './countdown';
import type { OtherAct } from './forms';
import { OtherButton } from './other-acts';
import { Empty, Problem } from './parts';

/** Of which one the address speaks, where it names one: `/audits/AUD-2026-0001`. */
export function useNamed(kind: string): string | undefined {
  const [path] = useLocation();
  return path.startsWith(`/${kind}/`) ? path.slice(kind.length + 2) || undefined : undefined;
}

interface Listed {
  id: string;
  title: string;
  at: string;
  /** How it stands. */
  mark: ReactNode;
}

interface List {
  /** As in their addresses. */
  kind: string;
  title: string;
  /** Adds one. */
  act: OtherAct;
  /** Undefined until they are read. */
  items: readonly Listed[] | undefined;
  fault: Error | null;
  /** What stands there while there are none, and why one would begin. */
  none: { title: string; why: string };
}

/** A page's heading with what adds to it, and what there is, each by its link. */
export function ListOf({ kind, title, act, items, fault, none }: List) {
  return (
    <>
      <div className="part-head">
        <h1>{title}</h1>
        <OtherButton act={act} look="first" />
      </div>
      <Problem fault={items ? undefined : fault} />
      {items && <Items {...{ kind, title, items, none }} />}
    </>
  );
}

function Items({ kind, title, items, none }: Pick<List, 'kind' | 'title' | 'none'> & { items: readonly Listed[] }) {
  return (
    <section className="card part" aria-label={title}>
      {items.length === 0 && (
        <Empty title={none.title}>
          <p>{none.why}</p>
        </Empty>
      )}
      <ul className="lines">
        {items.map(({ id, title: name, at, mark }) => (
          <li key={id}>
            <span className="line-main">
              <Link href={`/${kind}/${id}`}>{name}</Link>
              {mark}
            </span>
            <span className="soft small">
              {id} · <Time at={at} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
