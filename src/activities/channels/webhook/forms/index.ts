import type { Form } from './form';
import { pagerduty } from './pagerduty';
import { slack } from './slack';
import { standard } from './standard';
import { teams } from './teams';

export const FORMS = { standard, pagerduty, slack, teams } satisfies Record<string, Form>;
export type FormName = keyof typeof FORMS;

export type { AlertNote, Form } from './form';
