import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { Link } from 'wouter';
import type { z } from 'zod';
import type { demo } from '../../../contract/demo';
import { idempotencyKey, read, send } from '../../ui/api';
import { useSignedIn } from '../../ui/data';
import { Button, Empty, Problem } from '../../ui/parts';
import { useWords } from '../../ui/words';
import { FIRST_RUN } from './first-run-words';

const LOADING_EVERY_MS = 2_000;

/** What to do where nothing was reported yet: three steps, and for operators a company to look at. */
export function FirstRun() {
  const words = useWords(FIRST_RUN);
  const { data: me } = useSignedIn();
  return (
    <div className="card">
      <Empty title={words.title}>
        <p>{words.hint}</p>
        <ol className="first-steps">
          {words.steps.map(({ link, name, why }) => (
            <li key={link}>
              <Link href={link}>{name}</Link>
              <span className="small">{why}</span>
            </li>
          ))}
        </ol>
        {me?.person.roles.includes('operator') && <Demo />}
      </Empty>
    </div>
  );
}

function Demo() {
  const words = useWords(FIRST_RUN);
  const queries = useQueryClient();
  const key = useRef(idempotencyKey());
  const { data } = useQuery({
    queryKey: ['demo'],
    queryFn: ({ signal }) => read<z.infer<typeof demo>>('/api/demo', signal),
    refetchInterval: ({ state }) => state.data?.state === 'loading' && LOADING_EVERY_MS,
  });
  const load = useMutation({
    mutationFn: () => send('/api/demo', undefined, key.current),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['demo'] }),
  });
  if (!data || data.state === 'none') return null;
  if (data.state === 'loading') return <p role="status">{words.loading}</p>;
  return (
    <div className="first-demo">
      <p className="small">{data.state === 'failed' ? words.failed : words.demoHint}</p>
      <Button disabled={load.isPending} onClick={() => load.mutate()}>
        {words.demo}
      </Button>
      <Problem fault={load.error} />
    </div>
  );
}
