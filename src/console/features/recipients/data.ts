import { useQueries } from '@tanstack/react-query';
import type { z } from 'zod';
import type { noticeRecipients, oneRecipient } from '../../../contract/delivery/notice-recipients';
import { read } from '../../ui/api';
import { useOfIncident } from '../../ui/data';

type Recipients = z.infer<typeof noticeRecipients>;
export type Recipient = Recipients['items'][number];
export type OneRecipient = z.infer<typeof oneRecipient>;

export interface Sought {
  outcome?: string;
  q?: string;
}

const PAGE_SIZE = 100;
/** Mails make no news of their own: while they go out, their state is asked for. */
const WHILE_SENDING_MS = 2_000;

/** How many are as sought, how many there are of each kind, and how fast they go out. */
export function useProgress(id: string, number: string, sought: Sought) {
  return useOfIncident<Recipients>(id, `${pathOf(number, sought)}&limit=1`, true, (data) => isSending(data));
}

function isSending(data: Recipients | undefined): number | false {
  return data && data.unsent > 0 && !data.sending ? WHILE_SENDING_MS : false;
}

/** The rows from `first` to `last` of those that are sought; those that are not here yet are missing. */
export function useRows(id: string, number: string, sought: Sought, [first, last]: [number, number], live: boolean) {
  const pages = Array.from(
    { length: Math.floor(last / PAGE_SIZE) - Math.floor(first / PAGE_SIZE) + 1 },
    (_, index) => Math.floor(first / PAGE_SIZE) + index,
  );
  const answers = useQueries({
    queries: pages.map((page) => {
      const path = `${pathOf(number, sought)}&limit=${PAGE_SIZE}&skip=${page * PAGE_SIZE}`;
      return {
        queryKey: ['incident', id, path],
        queryFn: ({ signal }: { signal: AbortSignal }) => read<Recipients>(`/api/incidents/${id}${path}`, signal),
        refetchInterval: live && WHILE_SENDING_MS,
      };
    }),
  });
  const rows = new Map<number, Recipient>();
  answers.forEach(({ data }, index) =>
    data?.items.forEach((row, nth) => rows.set((pages[index] ?? 0) * PAGE_SIZE + nth, row)),
  );
  return rows;
}

export function useRecipient(id: string, number: string, recipient: string) {
  return useOfIncident<OneRecipient>(id, `/notices/${number}/recipients/${encodeURIComponent(recipient)}`);
}

export function pathOf(number: string, { outcome, q }: Sought): string {
  return `/notices/${number}/recipients?${new URLSearchParams({ ...(outcome && { outcome }), ...(q && { q }) })}`;
}
