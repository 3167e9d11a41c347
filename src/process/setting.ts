import { z } from 'zod';

/** Kinds of settings, each with the words that refuse what is none. */

export const aUrl = (protocol: RegExp, error: string) => z.url({ protocol, error }).optional();

export const aLine = z
  .string()
  .regex(/^[^\p{Cc}<>]{1,200}$/u, 'must be one line of at most 200 characters, without < and >')
  .optional();

export const aMailbox = z
  .string()
  .regex(/^[^<>@\s]+@[^<>@\s]+$/, 'must be one mail address, such as incidents@company.example')
  .optional();

export const upTo = (most: number, unit: string, standard: number, least = 1) => {
  const error = `must be a number of ${unit} from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d{1,6}$/, error)
    .transform(Number)
    .refine((number) => number >= least && number <= most, error)
    .default(standard);
};

/** What commas part, in small letters. */
export function namesIn(list: string): string[] {
  return list.split(',').map((name) => name.trim().toLowerCase());
}
