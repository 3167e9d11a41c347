import { z } from 'zod';
import { ROLES, SYSTEM } from '../domain/primitives/people';
import { addressFault } from './mail-address';
import { line, oneOf, personId } from './words';

export const email = z
  .string()
  .max(254)
  .regex(/^[^@]+@[^@]+$/, { error: 'must be one mail address', abort: true })
  .refine((address) => addressFault(address) === undefined, 'must be one mail address')
  .meta({ description: 'A mail address; an internationalised one too.', examples: ['anna@company.example'] });

export const timeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, 'must be an IANA time zone, such as Europe/Paris')
  .meta({ description: 'A name of the IANA time zone database, older names included.', examples: ['Europe/Paris'] });

export const language = z
  .string()
  .max(35)
  .regex(/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/u, {
    error: 'must be a language tag, such as en or de-AT',
    abort: true,
  })
  .refine(isLanguageTag, 'must be a language tag, such as en or de-AT')
  .meta({ description: 'A language tag (BCP 47).', examples: ['en'] });

export const roles = z
  .array(oneOf(ROLES, 'What the person may do.'))
  .max(ROLES.length)
  .refine((given) => new Set(given).size === given.length, 'must name each role once')
  .meta({ description: 'What the person may do; any number.', examples: [['responder']] });

const fields = {
  name: line('As colleagues know the person.', 'Anna Lindqvist'),
  email,
  roles,
  timeZone,
  language,
  active: z.boolean().meta({ description: 'False: signs in no more, is alerted no more.', examples: [true] }),
};

export const person = z
  .object({
    id: personId('Chosen once; it stands in the records for good, so no name that may change.', 'anna.l'),
    ...fields,
  })
  .meta({ id: 'Person' });

export const newPerson = z
  .strictObject({
    id: person.shape.id.refine((id) => id !== SYSTEM, 'must not be "system", which is who speaks when nobody does'),
    ...fields,
    active: fields.active.default(true),
  })
  .meta({ id: 'NewPerson' });

export const personChange = z.strictObject(fields).partial().meta({ id: 'PersonChange' });

export const PEOPLE_ROWS_MAX = 5_000;

/** One row of a CSV file of people, all of it text; roles are parted by spaces. */
const personColumns = z.strictObject({
  id: newPerson.shape.id,
  name: fields.name,
  email,
  roles: z
    .string()
    .transform((words) => words.split(' ').filter((word) => word !== ''))
    .pipe(roles),
  time_zone: timeZone,
  language,
  active: z.enum(['true', 'false', '']).optional(),
});
export const PEOPLE_COLUMNS = Object.keys(personColumns.shape);
export const personRow = personColumns.transform(({ time_zone, active, ...person }) => ({
  ...person,
  timeZone: time_zone,
  active: active !== 'false',
}));

export const newKey = z
  .object({
    key: z.string().meta({ description: 'Shown this once; only its hash is kept.' }),
    id: z.string().meta({ description: 'What DELETE names it by: its SHA-256.' }),
    person: z.string(),
  })
  .meta({ id: 'NewKey' });

/** What renders an instant decides, for the lists of names that a runtime gives leave out older names. An offset is no zone: it has no rules. */
function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
