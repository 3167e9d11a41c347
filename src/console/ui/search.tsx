import { useState } from 'react';

interface SearchProps {
  label: string;
  value?: string | null;
  seek: (text: string) => void;
}

/** Sought by Enter; emptied, it is sought no more. */
export function Search({ label, value, seek }: SearchProps) {
  const [text, setText] = useState(value ?? '');
  return (
    <form
      className="search"
      onSubmit={(event) => {
        event.preventDefault();
        seek(text.trim());
      }}
    >
      <input
        type="search"
        className="input"
        aria-label={label}
        placeholder={label}
        maxLength={200}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          if (event.target.value === '') seek('');
        }}
      />
    </form>
  );
}
