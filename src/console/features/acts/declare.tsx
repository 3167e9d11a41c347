import { COMMITMENT_HOURS_MAX } from '../../../domain/case/rules';
import { BothTimes } from '../../ui/countdown';
import type { Incident } from '../../ui/data';
import { HOUR_MS } from '../../ui/format';
import { COMMANDS } from '../../ui/forms';
import { useNow } from '../../ui/now';
import { useWords } from '../../ui/words';
import type { FormProps } from './act';
import type { Body } from './draft';
import { Fields } from './fields';
import { WORDS } from './words';

export function declaration({ report, triage }: Incident): Body {
  return { facts: triage?.findings ?? '', awareAt: report.reportedAt, gdpr: 'undetermined', basis: 'likely' };
}

const RARE = ['declaredAt', 'policy', 'policyHours', 'beforeDetection'];

/** How sure, on what, since when; above it the deadline that it creates. */
export function Declare(props: FormProps) {
  return (
    <>
      <Deadline />
      <DeclareFields {...props} />
    </>
  );
}

export function DeclareFields({ incident, body, onChange }: FormProps) {
  const hidden = RARE.filter((name) => body[name] === undefined && !isAsked(name, body, incident));
  return <Fields shape={COMMANDS.declare.body} body={body} onChange={onChange} hidden={hidden} />;
}

/** By when customers must be told, if it is declared now. */
export function Deadline() {
  const words = useWords(WORDS);
  const now = useNow();
  const due = new Date(Math.floor(now / 60_000) * 60_000 + COMMITMENT_HOURS_MAX * HOUR_MS).toISOString();
  return (
    <div className="note deadline">
      <p>{words.declareDue}</p>
      <p className="deadline-at">
        <BothTimes at={due} />
      </p>
      <p className="small soft">{words.declareOr}</p>
    </div>
  );
}

function isAsked(name: string, { gdpr, awareAt }: Body, { report }: Incident): boolean {
  if (name === 'policy' || name === 'policyHours') return gdpr === 'no';
  return name === 'beforeDetection' && typeof awareAt === 'string' && awareAt < report.detectedAt;
}
