import type { IncidentId } from '../case/state';

declare const brand: unique symbol;
/** `<incident>/post-mortem`: an incident has one. */
export type PostMortemId = string & { readonly [brand]: 'PostMortemId' };

const FORM = /^(INC-\d{4}-\d{4,9})\/post-mortem$/;

export function postMortemIdOf(incident: IncidentId): PostMortemId {
  return `${incident}/post-mortem` as PostMortemId;
}

export function isPostMortemId(id: string): id is PostMortemId {
  return FORM.test(id);
}

export function incidentOfPostMortem(id: PostMortemId): IncidentId {
  return FORM.exec(id)?.[1] as IncidentId;
}
