import { authorityFormOf, type FormField } from '../domain/exports/authority-form';
import type { Instant } from '../domain/primitives/instant';
import { registerEntryOf, type RegisterEntry } from '../domain/exports/register-entry';
import type { IncidentState } from '../domain/state';
import { exerciseMark } from './exercise';
import { pdfOf, type Block } from './pdf';

/** One line of the register and what an authority's form asks of it, to print and to file. In English, as the register is. */
export function registerPagePdf(state: IncidentState, madeAt: Instant): Promise<Buffer> {
  const { fields, filled, of } = authorityFormOf(state);
  const blocks: Block[] = [
    { paragraph: `As of ${madeAt}. Confidential.` },
    { heading: 'Register (GDPR Art. 33(5))' },
    { table: Object.entries(registerEntryOf(state)).flatMap(([name, value]) => rowOf(name, value)) },
    { heading: `An authority’s form: ${filled} of ${of} answered` },
    ...blocksOf(fields),
  ];
  const mark = state.report.exercise && exerciseMark('en');
  const title = `${mark ? `${mark}: ` : ''}${state.id}: register of incidents`;
  return pdfOf({ title, language: 'en', madeAt, mark, blocks });
}

function rowOf(name: string, value: RegisterEntry[keyof RegisterEntry]): [string, string][] {
  const text = Array.isArray(value) ? value.join('; ') : (value?.toString() ?? '');
  return text === '' ? [] : [[name, text]];
}

function blocksOf(fields: FormField[]): Block[] {
  return [...new Set(fields.map(({ block }) => block))].flatMap((block): Block[] => [
    { heading: block },
    {
      table: fields
        .filter((field) => field.block === block)
        .map(({ question, value, lacking = 'unknown' }) => [question, value ?? LACKING[lacking]]),
    },
  ]);
}

const LACKING: Record<NonNullable<FormField['lacking']>, string> = {
  unknown: '— not known yet',
  withheld: '— withheld at this stage',
  elsewhere: '— of the company’s own data',
};
