import { useEffect } from 'react';
import { useSignedIn } from './data';

const DRAFTS = 'tocsin.draft.';

/** Where this browser keeps what that person typed into that form; signing out empties all of it. */
export function draftPlace(person: string, form: string): string {
  return `${DRAFTS}${person} ${form}`;
}

/** Whoever signs in after somebody else finds nothing of what they typed. */
export function useOwnDraftsOnly(): void {
  const person = useSignedIn().data?.person.id;
  useEffect(() => {
    if (person === undefined) return;
    const own = draftPlace(person, '');
    for (const place of Object.keys(localStorage))
      if (place.startsWith(DRAFTS) && !place.startsWith(own)) localStorage.removeItem(place);
  }, [person]);
}
