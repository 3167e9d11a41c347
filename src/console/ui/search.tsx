import { useEffect, useRef, useState } from 'react';

interface SearchProps {
  label: string;
  value?: string | null;
  seek: (text: string) => void;
  /** Once somebody pauses; not where each search is kept in the access log. */
  isAsTyped?: boolean;
}

/** Whoever types on is not yet sought for. */
const PAUSE_MS = 400;

/** Sought by Enter, or as it is typed; emptied, it is sought no more. */
export function Search({ label, value, seek, isAsTyped = false }: SearchProps) {
  const [text, setText] = useState(value ?? '');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const seekNow = (sought: string) => {
    clearTimeout(timer.current);
    if (sought.trim() !== (value ?? '')) seek(sought.trim());
  };
  return (
    <form
      className="search"
      onSubmit={(event) => {
        event.preventDefault();
        seekNow(text);
      }}
    >
      <input
        type="search"
        className="input"
        aria-label={label}
        placeholder={label}
        maxLength={200}
        value={text}
        onChange={({ target }) => {
          setText(target.value);
          clearTimeout(timer.current);
          if (target.value === '') seekNow('');
          else if (isAsTyped) timer.current = setTimeout(() => seekNow(target.value), PAUSE_MS);
        }}
      />
    </form>
  );
}
