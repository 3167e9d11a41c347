import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { incidentList, oneNotice, scopeRows, seenIncident, timeline } from '../../contract/answers';
import type { acts } from '../../contract/acts';
import type { person } from '../../contract/people';
import type { signedIn } from '../../contract/sessions';
import type { headlineRow } from '../../contract/views';
import { read } from './api';

export type IncidentRow = z.infer<typeof headlineRow>;
export type Incident = z.infer<typeof seenIncident>;
export type TimelineRow = z.infer<typeof timeline>['items'][number];
export type OneNotice = z.infer<typeof oneNotice>;
export type ScopeRow = z.infer<typeof scopeRows>['items'][number];
export type Acts = z.infer<typeof acts>;
export type Person = z.infer<typeof person>;
export type SignedIn = z.infer<typeof signedIn>;

/** While no news comes by itself. */
const REFRESH_MS = 5_000;

export function useSignedIn() {
  return useQuery({ queryKey: ['session'], queryFn: ({ signal }) => read<SignedIn>('/session', signal) });
}

export function useIncidents(query: string) {
  return useQuery({
    queryKey: ['incidents', query],
    queryFn: ({ signal }) => read<z.infer<typeof incidentList>>(`/api/incidents?${query}`, signal),
    refetchInterval: REFRESH_MS,
    placeholderData: (before) => before,
  });
}

export function useIncident(id: string) {
  return useQuery({
    queryKey: ['incident', id],
    queryFn: ({ signal }) => read<Incident>(`/api/incidents/${id}`, signal),
    refetchInterval: REFRESH_MS,
  });
}

/** Anything else of an incident, such as `/timeline?order=desc`. */
export function useOfIncident<T>(id: string, path: string, enabled = true) {
  return useQuery({
    queryKey: ['incident', id, path],
    queryFn: ({ signal }) => read<T>(`/api/incidents/${id}${path}`, signal),
    refetchInterval: REFRESH_MS,
    placeholderData: (before) => before,
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
