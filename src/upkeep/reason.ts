/** In one line; of a fault that wraps another, what lay beneath. */
export function reasonOf(fault: unknown): string {
  if (!(fault instanceof Error)) return String(fault);
  const { cause } = fault;
  return (cause instanceof Error ? cause : fault).message.split('\n')[0] ?? fault.name;
}
