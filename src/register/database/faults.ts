/** The database cannot be used now: not reachable, shutting down, overloaded, or a conflict of transactions. To try again is right. */
export class RegisterUnavailable extends Error {
  override readonly name = 'RegisterUnavailable';
}

/** What is asked contradicts what is stored for good. To try again is useless: somebody must look. */
export class RegisterConflict extends Error {
  override readonly name = 'RegisterConflict';
}

/** Keys and people are given by operators alone: without one, nobody could ever give them again. */
export class NoOperatorLeft extends Error {
  override readonly name = 'NoOperatorLeft';

  constructor() {
    super('This would leave no active operator with a key; nothing was changed.');
  }
}

/** A cursor that this list did not give out. */
export class BadCursor extends Error {
  override readonly name = 'BadCursor';

  constructor() {
    super('This cursor was not given out by this list with these filters; start again without a cursor.');
  }
}
