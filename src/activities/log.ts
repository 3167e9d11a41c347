/** What pino and Temporal's logger have in common. Only ids and codes go in: no names, addresses or replies of servers. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
