import { z } from 'zod';
import { ROLES, SYSTEM } from '../../domain/primitives/people';
import { addressFault } from './mail-address';
import { line, oneOf, personId, recentInstant, storedInstant } from '../words';

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

export const keyId = z
  .string()
  .regex(/^k-[0-9a-f]{12}$/u, 'must be the id of a key, such as k-0a1b2c3d4e5f')
  .meta({ description: 'What lists and DELETE name the key by.', examples: ['k-0a1b2c3d4e5f'] });

/** What a new key is to be. */
export const keyRequest = z
  .strictObject({
    name: line('Where it is used, so that a lost one is told from the others.', 'Laptop').optional(),
    expiresAt: recentInstant(
      'From then on it opens nothing. At most 365 days from now; left out, that.',
      '2027-03-01T00:00:00Z',
    ).optional(),
  })
  .meta({ id: 'KeyRequest' });

/** A code of a mail, and what the key is to be. */
export const codeBody = keyRequest
  .extend({ code: line('As it was mailed.', '7KD2-M0QX-3F9T-V8RA-5HNW') })
  .meta({ id: 'CodeForKey' });

export const newKey = z
  .object({
    key: z.string().meta({ description: 'Shown this once; only its hash is kept.' }),
    id: keyId,
    person: z.string(),
    name: z.string(),
    createdAt: storedInstant('When it was made.'),
    expiresAt: storedInstant('From then on it opens nothing.'),
  })
  .meta({ id: 'NewKey' });

export const keyRow = z
  .object({
    id: keyId,
    person: z.string(),
    name: z.string(),
    state: oneOf(['valid', 'expiring', 'expired'], 'An expiring one has 30 days or fewer left.'),
    isThis: z.boolean().meta({ description: 'It is the key of this very request.' }),
    createdAt: storedInstant('When it was made.'),
    createdBy: z.string().optional().meta({
      description: 'Who gave it; absent for first keys, and for those that were given by whoever holds the key ring.',
    }),
    lastUsedAt: storedInstant('To a minute; absent if never.').optional(),
    expiresAt: storedInstant('From then on it opens nothing.'),
  })
  .meta({ id: 'Key' });

export const keyList = z.object({ asOf: z.string(), items: z.array(keyRow) });

/** Zones that were found to be some: an import asks of thousands, and each answer takes a formatter. */
const foundZones = new Set<string>();
const FOUND_ZONES_MAX = 1_000;

/** What renders an instant decides, for the lists of names that a runtime gives leave out older names. An offset is no zone: it has no rules. */
function isTimeZone(name: string): boolean {
  if (foundZones.has(name)) return true;
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
  } catch {
    return false;
  }
  if (foundZones.size < FOUND_ZONES_MAX) foundZones.add(name);
  return true;
}

function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
