import { useState } from 'react';
import type { z } from 'zod';
import type { noticeChanges } from '../../../contract/answers';
import { useOfIncident, type OneNotice } from '../../ui/data';
import { useFormats } from '../../ui/format';
import { Tabs } from '../../ui/tabs';
import { useWords } from '../../ui/words';
import { WORDS } from './words';

type Changes = z.infer<typeof noticeChanges>;

const SINCE = ['notice', 'draft'] as const;
const MARKS = { added: '+', removed: '−', same: '' };

/** What is otherwise than in what customers read last, or than in the draft before: nobody approves what they have not seen change. */
export function ChangesOf({ incident, data }: { incident: string; data: OneNotice }) {
  const words = useWords(WORDS);
  const [since, setSince] = useState<(typeof SINCE)[number]>('notice');
  const languages = Object.keys(data.texts);
  const [language = languages[0], setLanguage] = useState<string>();
  const path = `/notices/${data.notice.number}/changes?since=${since}&language=${language}`;
  const { data: changes } = useOfIncident<Changes>(incident, path, language !== undefined);
  return (
    <section className="card part" aria-labelledby="changes">
      <h2 id="changes">{words.changes}</h2>
      <div className="letter-choices">
        <Tabs label={words.changes} names={SINCE} chosen={since} choose={setSince} words={words.since} />
        <Tabs label={words.language} names={languages} chosen={language} choose={setLanguage} />
      </div>
      {changes && <Lines changes={changes} />}
    </section>
  );
}

function Lines({ changes: { since, lines } }: { changes: Changes }) {
  const formats = useFormats();
  const words = useWords(WORDS);
  if (since === undefined) return <p className="soft">{words.nothingBefore}</p>;
  if (lines.every(({ change }) => change === 'same')) return <p className="soft">{words.unchanged(String(since))}</p>;
  return (
    <>
      <p className="soft small">{words.comparedWith(String(since))}</p>
      <div className="changes">
        {lines.map(({ change, text }, nth) => (
          <p key={nth} className="change" data-change={change}>
            <span className="change-mark" aria-hidden="true">
              {MARKS[change]}
            </span>
            {change !== 'same' && <span className="hidden">{formats.labelled(words.change[change], '')}</span>}
            <Passage text={text} isShort={change === 'same'} />
          </p>
        ))}
      </div>
    </>
  );
}

const SHOWN_LINES = 2;

/** Of what stayed, only what stands around a change. */
function Passage({ text, isShort }: { text: string; isShort: boolean }) {
  const lines = text.trimEnd().split('\n');
  const isCut = isShort && lines.length > 2 * SHOWN_LINES + 1;
  const shown = isCut ? [...lines.slice(0, SHOWN_LINES), '…', ...lines.slice(-SHOWN_LINES)] : lines;
  return <span className="text">{shown.join('\n')}</span>;
}
