import { Link } from 'wouter';
import { ActButton } from '../../ui/act-button';
import type { Incident } from '../../ui/data';
import { useFormats } from '../../ui/format';
import { Chip, type Tone } from '../../ui/parts';
import { VOCABULARY } from '../../ui/vocabulary';
import { useWords } from '../../ui/words';
import type { Part } from './page';
import { WORDS } from './words';

type Notice = NonNullable<Incident['notices']>[number];

/** The notices to customers, the newest first. */
export function Notices({ incident }: Part) {
  const words = useWords(WORDS);
  const { notices, stage, id } = incident;
  if (!notices) return null;
  return (
    <section className="card part" aria-labelledby="notices">
      <div className="part-head">
        <h2 id="notices">{words.notices}</h2>
        {stage?.stage !== 'closed' && (
          <ActButton incident={id} command="draft-notice" prefill={{ kind: nextKind(incident) }}>
            {words.draft}
          </ActButton>
        )}
      </div>
      {notices.length === 0 && <p className="soft">{words.noNotices}</p>}
      {incident.postMortem && (
        <p>
          <Link href={`/incidents/${id}/post-mortem`}>{words.postMortem} →</Link>
        </p>
      )}
      <ul className="lines">
        {[...notices].reverse().map((notice) => (
          <OneNotice key={notice.number} notice={notice} incident={id} />
        ))}
      </ul>
    </section>
  );
}

function nextKind({ notices = [], headline }: Incident): string {
  if (headline.class === 'event') return 'event';
  return notices.some(({ releasedAt }) => releasedAt) ? 'update' : 'initial';
}

const TONES: Partial<Record<Notice['status'], Tone>> = { sent: 'calm', drafted: 'soon', approved: 'accent' };

function OneNotice({ notice, incident }: { notice: Notice; incident: string }) {
  const words = useWords(WORDS);
  const vocabulary = useWords(VOCABULARY);
  const formats = useFormats();
  const { counts } = notice;
  return (
    <li>
      <span className="line-main">
        <Link href={`/incidents/${incident}/notices/${notice.number}`}>
          {notice.number}. {vocabulary.noticeKind[notice.kind]}
        </Link>
      </span>
      <span className="chips">
        <Chip tone={TONES[notice.status] ?? 'none'}>{vocabulary.noticeStatus[notice.status]}</Chip>
        {notice.stale && <Chip tone="late">{words.stale}</Chip>}
        {notice.status === 'drafted' && (
          <Chip>
            {notice.approvals.length}/2 {words.approvals}
          </Chip>
        )}
        {counts && <Chip>{words.told(formats.number(counts.told), formats.number(counts.customers))}</Chip>}
      </span>
    </li>
  );
}
