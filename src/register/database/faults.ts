/** The database is unavailable now: unreachable, shutting down, overloaded, or in a conflict of transactions. A retry makes sense. */
export class RegisterUnavailable extends Error {
  override readonly name = 'RegisterUnavailable';
}

/** The request contradicts what is stored for good. A retry is useless: somebody must look. */
export class RegisterConflict extends Error {
  override readonly name = 'RegisterConflict';
}

/** The role that the service is to connect as has rights that it must not have. */
export class UnfitRole extends Error {
  override readonly name = 'UnfitRole';
}

/** Only operators give out keys and add people: without an operator nobody could ever do so again. */
export class NoOperatorLeft extends Error {
  override readonly name = 'NoOperatorLeft';

  constructor() {
    super('This would leave no active operator with a key; nothing was changed.');
  }
}

/** Two accounts of one mailbox would be one human who approves twice. */
export class MailboxTaken extends Error {
  override readonly name = 'MailboxTaken';

  constructor(person: string, holder: string) {
    super(`The address of ${person} leads to the mailbox of ${holder}; nothing was changed.`);
  }
}

/** A cursor that this list did not give out. */
export class BadCursor extends Error {
  override readonly name = 'BadCursor';

  constructor() {
    super('This cursor was not given out by this list with these filters; start again without a cursor.');
  }
}
