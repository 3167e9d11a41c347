/** The longest that the register may hold up an alert. */
export const REGISTER_TIMEOUT_MS = 3_000;
