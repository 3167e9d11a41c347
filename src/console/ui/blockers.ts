import { blockerIn } from '../../domain/case/blocker-words';
import type { IncidentView } from '../../domain/view';
import { usePeople, type Incident } from './data';
import { capitalised, useFormats } from './format';
import { VOCABULARY, wordFor } from './vocabulary';
import { useLanguage, useWords } from './words';

/** What stands in the way of closing, line by line: in the reader's language and zone, by the names that the pages use. */
export function useBlockers({ blockers }: Incident): string[] {
  const { language } = useLanguage();
  const formats = useFormats();
  const vocabulary = useWords(VOCABULARY);
  const { data: people } = usePeople();
  const telling = {
    instant: formats.instant,
    clock: ({ kind }: { kind: string }) => wordFor(vocabulary.clock, kind),
    person: (id: string) => people?.find((person) => person.id === id)?.name ?? id,
    role: (role: string) => wordFor(vocabulary.role, role),
    fact: (field: string) => wordFor(vocabulary.fact, field),
    noticeStatus: (status: string) => wordFor(vocabulary.noticeStatus, status).toLocaleLowerCase(),
    anchor: (anchor: string) => wordFor(vocabulary.anchor, anchor),
    act: (command: string) => wordFor(vocabulary.command, command),
  };
  // The schema names the codes as text alone, so that a new one breaks no reader; here they come of the same release.
  return ((blockers ?? []) as IncidentView['blockers']).map((one) => capitalised(blockerIn(language, one, telling)));
}
