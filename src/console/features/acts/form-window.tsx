import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { SubmitEvent } from 'react';
import { send } from '../../ui/api';
import type { Shape } from '../../ui/forms';
import { Button, Modal, Problem } from '../../ui/parts';
import { useWords } from '../../ui/words';
import { filled, useDraft, type Body } from './draft';
import { Fields } from './fields';
import { WORDS } from './words';

interface FormWindowProps<Answer> {
  title: string;
  /** What it is about, where its page named that. */
  about?: string;
  button: string;
  /** Names its draft, which survives whatever happens to the window. */
  name: string;
  begin: Body;
  path: string;
  method?: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  shape: Shape;
  hidden?: (body: Body) => string[];
  onSent: (answer: Answer) => void;
  onClose: () => void;
}

/** The window of a form that the shape of a body makes, and that is sent to one address. */
export function FormWindow<Answer>(props: FormWindowProps<Answer>) {
  const { title, about, button, name, begin, path, method, shape, hidden, onSent, onClose } = props;
  const words = useWords(WORDS);
  const draft = useDraft(name, begin);
  const queries = useQueryClient();
  const sending = useMutation({
    mutationFn: (body: Body) => send<Answer>(path, method === 'DELETE' ? undefined : body, draft.keyFor(body), method),
    onSuccess: async (answer) => {
      draft.forget();
      onSent(answer);
      await queries.invalidateQueries();
    },
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!sending.isPending) sending.mutate(filled(draft.body, shape.required));
  };
  return (
    <Modal title={title} onClose={onClose}>
      <form onSubmit={submit}>
        <div className="dialog-body">
          {about && <h3>{about}</h3>}
          <Fields shape={shape} body={draft.body} onChange={draft.change} hidden={hidden?.(draft.body)} />
          <Problem fault={sending.error} />
        </div>
        <div className="dialog-foot">
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button type="submit" look="first">
            {sending.isPending ? words.doing : button}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
