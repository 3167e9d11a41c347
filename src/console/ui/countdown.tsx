import { digitsOf, useFormats } from './format';
import { useNow } from './now';
import { useWords, type Catalogue } from './words';

const WORDS: Catalogue<{ left: string; late: string; dayLetter: string }> = {
  en: { left: 'left', late: 'late', dayLetter: 'd' },
  fr: { left: 'restant', late: 'de retard', dayLetter: 'j' },
};

/** What is left until then, each second anew; readers of the page by ear get it in words, to the minute or hour. */
export function Countdown({ due, words = true }: { due: string; words?: boolean }) {
  const now = useNow();
  const formats = useFormats();
  const { left, late, dayLetter } = useWords(WORDS);
  const ms = Date.parse(due) - now;
  return (
    <>
      <span className="digits" aria-hidden="true">
        {digitsOf(ms, dayLetter)}
        {words && <span className="soft"> {ms > 0 ? left : late}</span>}
      </span>
      <span className="hidden">{formats.relative(due, now)}</span>
    </>
  );
}

/** An instant in the reader's zone, with UTC beside it. */
export function BothTimes({ at }: { at: string }) {
  const formats = useFormats();
  const zone = formats.zone(at);
  return (
    <time dateTime={at} className="digits">
      {formats.instant(at)} {zone} {zone !== 'UTC' && <span className="soft">· {formats.utc(at)}</span>}
    </time>
  );
}

export function Time({ at }: { at: string }) {
  const formats = useFormats();
  return (
    <time dateTime={at} className="digits" title={`${at.slice(0, 19).replace('T', ' ')} UTC`}>
      {formats.instant(at)}
    </time>
  );
}
