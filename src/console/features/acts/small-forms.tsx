import { useWords } from '../../ui/words';
import type { FormProps } from './act';
import { WORDS } from './words';

/** Nothing to fill in: one press takes every alert that waits. */
export function Acknowledge(_: FormProps) {
  const words = useWords(WORDS);
  return <p>{words.acknowledge}</p>;
}

/** An approval names the text by its hash, which comes with the link from the page where it was read. */
export function OfText({ body }: FormProps) {
  const words = useWords(WORDS);
  return (
    <div className="note">
      <p className="small soft">{words.textHash}</p>
      <p className="digits hash">{String(body.hash)}</p>
    </div>
  );
}
