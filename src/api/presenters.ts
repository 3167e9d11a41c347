import type { z } from 'zod';
import { administrativePage } from '../contract/administration/administration';
import { delivery, scopeRow, timelineRow } from '../contract/answers';
import { customerHead } from '../contract/parties/customers';
import { keyRow, person } from '../contract/parties/people';
import { sessionRow } from '../contract/parties/sessions';
import { headlineRow, statusRow } from '../contract/views';

/*
 * The API answers exactly the fields that its schema names; whatever else the register or the state holds stays here. An incident is
 * presented by domain/view, customers with their accounts by the register.
 */
export const presentHeadline = presenterOf(headlineRow);
/** Of the own report, to a reporter. */
export const presentStatus = presenterOf(statusRow);
export const presentDelivery = presenterOf(delivery);
export const presentScopeRow = presenterOf(scopeRow);
export const presentTimelineRow = presenterOf(timelineRow);
export const presentAdministrativePage = presenterOf(administrativePage);
export const presentPerson = presenterOf(person);
export const presentKey = presenterOf(keyRow);
export const presentSession = presenterOf(sessionRow);
export const presentCustomerHead = presenterOf(customerHead);

/** Passing a value that lacks a required field of the schema does not compile. */
function presenterOf<Schema extends z.ZodObject>(schema: Schema): (thing: z.output<Schema>) => z.output<Schema> {
  const names = Object.keys(schema.shape);
  return (thing) =>
    Object.fromEntries(
      Object.entries(thing).filter(([name, value]) => value !== undefined && names.includes(name)),
    ) as z.output<Schema>;
}
