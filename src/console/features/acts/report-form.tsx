import { useLocation } from 'wouter';
import { usePeople } from '../../ui/data';
import { REPORT_SHAPE } from '../../ui/forms';
import { useWords } from '../../ui/words';
import { FormWindow } from './form-window';
import type { Ending } from './host';
import { WORDS } from './words';

const RARE = ['externalReference', 'outsider'];

/** A report in a minute: what was seen, and how. */
export function ReportForm({ onDone, onClose }: Ending) {
  const words = useWords(WORDS);
  const [, go] = useLocation();
  const { data: people = [] } = usePeople();
  // Who reads of nobody can name nobody.
  const rare = people.length > 0 ? RARE : [...RARE, 'restrict'];
  return (
    <FormWindow<{ id: string }>
      title={words.report}
      button={words.send}
      name="report"
      begin={{ channel: 'staff' }}
      path="/api/incidents"
      shape={inOrder}
      hidden={({ channel }) => (channel === 'reporting-system' ? rare.slice(1) : rare)}
      onSent={({ id }) => {
        onDone(words.done(id));
        go(`/incidents/${id}`);
      }}
      onClose={onClose}
    />
  );
}

/** What was seen comes first: it is all that most people know. */
const { seen = {}, ...others } = REPORT_SHAPE.properties ?? {};
const inOrder = { ...REPORT_SHAPE, properties: { seen, ...others } };
