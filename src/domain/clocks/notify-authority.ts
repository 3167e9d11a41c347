import type { OwnClock } from './clock';
import { heldBy } from '../case/blockers';
import { authorityClock } from './authority';

/** GDPR Art. 33(1): as a controller we notify the authority within 72 hours from becoming aware. */
export const notifyAuthority: OwnClock = authorityClock('notify-authority', {
  alert: 'authority-overdue',
  isNotHandedOver: true,
  dueOf: (due) => due,
  blocksClosing: (_, it) => heldBy(it, 'authority'),
});
