export interface Gate {
  opened: Promise<void>;
  open: () => void;
}

/** Waited for in one place, opened in another. */
export function gate(): Gate {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}
