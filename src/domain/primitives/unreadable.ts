/** What stands in the place of a message that nobody could read; its value says why. No command has a field of this name. */
export const UNREADABLE = 'unreadableMessage';

/** Why a message could not be read, or undefined if it could. */
export function whyUnreadable(message: unknown): string | undefined {
  if (typeof message !== 'object' || message === null || !Object.hasOwn(message, UNREADABLE)) return undefined;
  return String((message as Record<string, unknown>)[UNREADABLE]);
}
