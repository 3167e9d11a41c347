/** What pino and Temporal's logger both are. No names, addresses or server's words go in: ids and codes alone. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
