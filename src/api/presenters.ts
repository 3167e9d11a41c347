import type { z } from 'zod';
import { delivery, scopeRow, timelineRow } from '../contract/answers';
import { customerHead } from '../contract/customers';
import { person } from '../contract/people';
import { headlineRow } from '../contract/views';

/*
 * What the API answers of a thing is what the API's description names of it: the schema lists the fields, and what the register or the
 * state holds beyond them stays here. An incident is presented by domain/view, customers with their accounts by the register.
 */
export const presentHeadline = presenterOf(headlineRow);
export const presentDelivery = presenterOf(delivery);
export const presentScopeRow = presenterOf(scopeRow);
export const presentTimelineRow = presenterOf(timelineRow);
export const presentPerson = presenterOf(person);
export const presentCustomerHead = presenterOf(customerHead);

/** Takes only what has all fields that the schema requires: what lacks one does not compile. */
function presenterOf<Schema extends z.ZodObject>(schema: Schema): (thing: z.output<Schema>) => z.output<Schema> {
  const names = Object.keys(schema.shape);
  return (thing) =>
    Object.fromEntries(
      Object.entries(thing).filter(([name, value]) => value !== undefined && names.includes(name)),
    ) as z.output<Schema>;
}
