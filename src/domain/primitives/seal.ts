/** Under this name the codec puts beside a message what it found out of its writer. Whatever a sender wrote there is taken off. */
export const SEALED = 'sealed';

/** Whose process wrote it. Each seals with a key of its own kind, which access to Temporal alone does not give. */
export type Process = 'api' | 'worker' | 'tool';

export interface Seal {
  /** `older`: encrypted by a release that did not seal. `nobody`: in the clear, or under no key of ours. */
  by: Process | 'person' | 'older' | 'nobody';
  /** Whether it was sealed for the workflow or activity that it came to. */
  here: boolean;
  /** Another for each sealing, so that a copy is known as one. */
  id?: string;
  /** Who was signed in where it was sealed. */
  person?: SealedPerson;
  /** What it was sealed for, where that could not be compared: a history is read from outside. */
  for?: string;
}

export interface SealedPerson {
  id: string;
  /** Those held when it was sealed; absent where the register was not asked. */
  roles?: string[];
  /** The one command that the message may be. */
  command: string;
}

/** What the codec found out; undefined where none decoded it, as in a replay of a recorded history. */
export function sealOf(message: unknown): Seal | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  return (message as { [SEALED]?: Seal })[SEALED];
}

/** The message as it was written. */
export function bare<Message extends object>(message: Message): Message {
  const { [SEALED]: _, ...written } = message as Message & { [SEALED]?: Seal };
  return written as Message;
}

/** What a message to a workflow is for, as one word. */
export function workflowPlace(namespace: string, workflowId: string): string {
  return JSON.stringify(['workflow', namespace, workflowId]);
}

/** What the input, the heartbeats and the answer of an activity are for. */
export function activityPlace(namespace: string, workflowId: string, activityId: string): string {
  return JSON.stringify(['activity', namespace, workflowId, activityId]);
}

/** Whether what was read in a history came there from a process of ours, or from nobody who can be told. */
export function isOursIn(place: string, message: unknown): boolean {
  const seal = sealOf(message);
  return !seal || seal.by === 'older' || (isProcess(seal.by) && seal.for === place);
}

/** Whether it comes from a process of ours and was meant for here. What an older release wrote says only that it is ours. */
export function isOurs(message: unknown): boolean {
  const { by, here } = sealOf(message) ?? { by: 'nobody', here: false };
  return by === 'older' || (here && isProcess(by));
}

export function isProcess(by: Seal['by']): by is Process {
  return by === 'api' || by === 'worker' || by === 'tool';
}
