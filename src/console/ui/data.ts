import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { incidentList, oneNotice, scopeRows, seenIncident, timeline } from '../../contract/answers';
import type { acts } from '../../contract/case/acts';
import type { person } from '../../contract/parties/people';
import type { signedIn } from '../../contract/parties/sessions';
import type { headlineRow } from '../../contract/views';
import { read } from './api';
import { useRefresh } from './live';
import { useLanguage } from './words';

export type IncidentRow = z.infer<typeof headlineRow>;
export type Incident = z.infer<typeof seenIncident>;
export type TimelineRow = z.infer<typeof timeline>['items'][number];
export type OneNotice = z.infer<typeof oneNotice>;
export type ScopeRow = z.infer<typeof scopeRows>['items'][number];
export type Acts = z.infer<typeof acts>;
export type Person = z.infer<typeof person>;
export type SignedIn = z.infer<typeof signedIn>;

/** Who reads, and their roles; a session that ended is told by whatever else is asked. */
export function useSignedIn() {
  return useQuery({
    queryKey: ['session'],
    queryFn: ({ signal }) => read<SignedIn>('/session', signal),
    staleTime: 60_000,
  });
}

export function useIncidents(query: string) {
  const refetchInterval = useRefresh();
  return useQuery({
    queryKey: ['incidents', query],
    queryFn: ({ signal }) => read<z.infer<typeof incidentList>>(`/api/incidents?${query}`, signal),
    refetchInterval,
    placeholderData: (before) => before,
  });
}

/** The same, slice by slice: each is asked for when the one before it has been looked through. */
export function useAllIncidents(query: string, first: number, others: number) {
  const refetchInterval = useRefresh();
  return useInfiniteQuery({
    queryKey: ['incidents', 'all', query],
    queryFn: ({ pageParam, signal }) =>
      read<z.infer<typeof incidentList>>(
        `/api/incidents?${query}${pageParam ? `&limit=${others}&cursor=${pageParam}` : `&limit=${first}`}`,
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    refetchInterval,
    placeholderData: (before) => before,
  });
}

export function useIncident(id: string) {
  const refetchInterval = useRefresh();
  return useQuery({
    queryKey: ['incident', id],
    queryFn: ({ signal }) => read<Incident>(`/api/incidents/${id}`, signal),
    refetchInterval,
  });
}

/** Anything else of an incident, such as `/timeline?order=desc`; `intervalOf` says how often what makes no news is asked for. */
export function useOfIncident<T>(
  id: string,
  path: string,
  enabled = true,
  intervalOf: (data: T | undefined) => number | false = () => false,
) {
  const refresh = useRefresh();
  return useQuery({
    queryKey: ['incident', id, path],
    queryFn: ({ signal }) => read<T>(`/api/incidents/${id}${path}`, signal),
    refetchInterval: ({ state }) => intervalOf(state.data) || refresh,
    placeholderData: (before, asked) => (isOfSameThing(asked, ['incident', id, path]) ? before : undefined),
    enabled,
  });
}

/** From its beginning to its end, slice by slice. */
export function useTimeline(id: string) {
  const refetchInterval = useRefresh();
  return useQuery({
    queryKey: ['incident', id, 'timeline'],
    queryFn: async ({ signal }) => {
      const rows: TimelineRow[] = [];
      for (let cursor: string | undefined = ''; cursor !== undefined;) {
        const path = `/api/incidents/${id}/timeline?limit=200${cursor && `&cursor=${cursor}`}`;
        const slice: z.infer<typeof timeline> = await read(path, signal);
        rows.push(...slice.items);
        cursor = slice.next;
      }
      return rows;
    },
    refetchInterval,
  });
}

/** The story in a post-mortem from where its first slice ends, to its end. */
export function useRestOfStory(id: string, from: string | undefined) {
  return useQuery({
    queryKey: ['incident', id, 'post-mortem', 'story', from],
    queryFn: async ({ signal }) => {
      const rows: TimelineRow[] = [];
      for (let cursor = from; cursor !== undefined;) {
        const path = `/api/incidents/${id}/post-mortem?limit=200&cursor=${cursor}`;
        const slice: { timeline: TimelineRow[]; timelineNext?: string } = await read(path, signal);
        rows.push(...slice.timeline);
        cursor = slice.timelineNext;
      }
      return rows;
    },
    enabled: from !== undefined,
  });
}

/** What one may do with an incident as it stands; each refusal says why, in the reader's language. */
export function useActs(id: string, enabled = true) {
  const { language } = useLanguage();
  const refetchInterval = useRefresh();
  return useQuery({
    queryKey: ['incident', id, '/acts', language],
    queryFn: ({ signal }) => read<Acts>(`/api/incidents/${id}/acts`, signal),
    refetchInterval,
    enabled,
  });
}

/** Anything else that the API reads, such as `/api/customers?limit=200`. */
export function useRead<T>(path: string, enabled = true) {
  const refetchInterval = useRefresh();
  return useQuery({
    queryKey: ['read', path],
    queryFn: ({ signal }) => read<T>(path, signal),
    refetchInterval,
    placeholderData: (before, asked) => (isOfSameThing(asked, ['read', path]) ? before : undefined),
    enabled,
  });
}

/** Everybody who may be named, by id; reporters read of nobody. */
export function usePeople(enabled = true) {
  return useQuery({
    queryKey: ['people'],
    queryFn: async ({ signal }) => (await read<{ items: Person[] }>('/api/people?limit=200', signal)).items,
    staleTime: 60_000,
    retry: false,
    enabled,
  });
}

/** What was read before stands in while a page or a filter of the same list is on its way, and never while another incident, customer or notice is. */
function isOfSameThing(asked: { queryKey: readonly unknown[] } | undefined, key: string[]): boolean {
  return asked !== undefined && key.every((part, at) => pathOf(part) === pathOf(String(asked.queryKey[at])));
}

/** Without its query. */
function pathOf(address: string): string {
  return new URL(address, location.origin).pathname;
}
