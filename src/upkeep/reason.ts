/** A fault's message in one line; for a fault that wraps another, the inner one's. */
export function reasonOf(fault: unknown): string {
  if (!(fault instanceof Error)) return String(fault);
  const { cause } = fault;
  return (cause instanceof Error ? cause : fault).message.split('\n')[0] ?? fault.name;
}
