import type { CustomerInput, CustomerPlace } from '../../../register';
import type { ApiDeps } from '../../deps';
import { badRows } from '../../http/csv';

/** Maps a place in the list to its pointer in the body. */
export type Pointer = (place: CustomerPlace) => string;

/**
 * A contract may count by the holidays that the company's rules have: by none, its terms would end sooner than it says.
 * @throws Problem bad-rows with the place of each calendar that they lack
 */
export function requireCalendars({ rules }: ApiDeps, customers: readonly CustomerInput[], pointer: Pointer): void {
  const known = Object.keys(rules.calendars);
  const faults = customers.flatMap(({ contractTerms = [] }, customer) =>
    contractTerms.flatMap(({ clock }, index) =>
      clock.unit === 'hours' || clock.calendar === undefined || known.includes(clock.calendar)
        ? []
        : [pointer({ customer, pointer: `/contractTerms/${index}/clock/calendar` })],
    ),
  );
  const detail = `must be a calendar that the rules have: ${known.join(', ') || 'they have none'}`;
  if (faults.length > 0) throw badRows(faults.map((at) => ({ pointer: at, detail })));
}
