/** How long the register may keep an alert waiting. */
export const REGISTER_TIMEOUT_MS = 3_000;
