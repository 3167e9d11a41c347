import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { SubmitEvent } from 'react';
import { useLocation } from 'wouter';
import { send } from '../../ui/api';
import { REPORT_SHAPE } from '../../ui/forms';
import { Button, Modal, Problem } from '../../ui/parts';
import { useWords } from '../../ui/words';
import { filled, useDraft, type Body } from './draft';
import { Fields } from './fields';
import type { Ending } from './host';
import { WORDS } from './words';

const RARE = ['externalReference', 'outsider', 'restrict'];

/** A report in a minute: what was seen, and how. */
export function ReportForm({ onDone, onClose }: Ending) {
  const words = useWords(WORDS);
  const draft = useDraft('report', { channel: 'staff' });
  const queries = useQueryClient();
  const [, go] = useLocation();
  const report = useMutation({
    mutationFn: (body: Body) => send<{ id: string }>('/api/incidents', body, draft.keyFor(body)),
    onSuccess: async ({ id }) => {
      draft.forget();
      onDone(words.done(id));
      go(`/incidents/${id}`);
      await queries.invalidateQueries();
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!report.isPending) report.mutate(filled(draft.body));
  };
  const hidden = draft.body.channel === 'reporting-system' ? RARE.slice(1) : RARE;
  return (
    <Modal title={words.report} onClose={onClose}>
      <form onSubmit={submit}>
        <div className="dialog-body">
          <Fields shape={inOrder} body={draft.body} onChange={draft.change} hidden={hidden} />
          <Problem fault={report.error} />
        </div>
        <div className="dialog-foot">
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button type="submit" look="first">
            {report.isPending ? words.doing : words.send}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

/** What was seen comes first: it is all that most people know. */
const { seen = {}, ...others } = REPORT_SHAPE.properties ?? {};
const inOrder = { ...REPORT_SHAPE, properties: { seen, ...others } };
