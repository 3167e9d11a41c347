import { authorityWarning } from '../case/role';
import { authorityClock } from './authority';
import type { OwnClock } from './clock';

/** A day before the authority must have our own notification, somebody hears of it. */
export const prepareFiling: OwnClock = authorityClock('prepare-filing', {
  alert: 'authority-soon',
  dueOf: authorityWarning,
});
