interface TabsProps<Name extends string> {
  label: string;
  names: readonly Name[];
  chosen: Name | undefined;
  choose: (name: Name) => void;
  /** What each is called, if not by its name. */
  words?: Record<Name, string>;
}

/** One of a few; where there is no choice, nothing. */
export function Tabs<Name extends string>({ label, names, chosen, choose, words }: TabsProps<Name>) {
  if (names.length < 2) return null;
  return (
    <div className="tabs" role="group" aria-label={label}>
      {names.map((name) => (
        <button key={name} type="button" className="tab" aria-pressed={chosen === name} onClick={() => choose(name)}>
          {words?.[name] ?? name}
        </button>
      ))}
    </div>
  );
}
