import type { SerializationContext } from '@temporalio/common';
import { activityPlace, workflowPlace } from '../domain/primitives/seal';

/** What a payload is for; nothing, where the SDK names no place. */
export function placeOf(context?: SerializationContext): string {
  if (context?.workflowId === undefined) return '';
  const { namespace, workflowId } = context;
  return context.type === 'workflow'
    ? workflowPlace(namespace, workflowId)
    : activityPlace(namespace, workflowId, context.activityId ?? '');
}

/** A schedule seals its input for the id that it names, and Temporal adds the instant to that for each start. */
const STARTED_AT = /-\d{4}-\d\d-\d\dT[\d:.]+Z$/;

export function isFor(place: string, context?: SerializationContext): boolean {
  if (place === '') return false;
  if (place === placeOf(context)) return true;
  return (
    context?.type === 'workflow' &&
    place === workflowPlace(context.namespace, context.workflowId.replace(STARTED_AT, ''))
  );
}
