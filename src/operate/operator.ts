import type { Register } from '../register';

export async function isOperator({ people }: Register, id: string): Promise<boolean> {
  const person = id === '' ? undefined : await people.get(id);
  return person !== undefined && person.active && person.roles.includes('operator');
}
