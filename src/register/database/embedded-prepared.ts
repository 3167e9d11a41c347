import { protocol, type PGlite } from '@electric-sql/pglite';

const { serialize } = protocol;

type Answered = Awaited<ReturnType<PGlite['execProtocol']>>['messages'];
interface Messages {
  parameterDescription: InstanceType<typeof protocol.messages.ParameterDescriptionMessage>;
  rowDescription: InstanceType<typeof protocol.messages.RowDescriptionMessage>;
  dataRow: InstanceType<typeof protocol.messages.DataRowMessage>;
}

interface Prepared {
  parameters: readonly number[];
  fields: readonly { name: string; dataTypeID: number }[];
}

/**
 * Statements that the embedded database keeps parsed, and soon planned, as a server does: PGlite's `query` has each parsed and planned anew, which
 * takes longer than a group of mails takes to be written down.
 */
export class PreparedStatements {
  private readonly known = new Map<string, Prepared>();

  constructor(private readonly database: PGlite) {}

  /** Call it in the connection's turn. */
  async query<Row>(name: string, text: string, parameters: readonly unknown[]): Promise<Row[]> {
    const { parameters: types, fields } = this.known.get(name) ?? (await this.prepare(name, text));
    const values = parameters.map((value, at) => this.written(value, types[at] ?? 0));
    const answered = await this.ask([serialize.bind({ statement: name, values }), serialize.execute({})]);
    return all('dataRow', answered).map((row) => this.read(row.fields, fields) as Row);
  }

  private async prepare(name: string, text: string): Promise<Prepared> {
    const answered = await this.ask([serialize.parse({ name, text }), serialize.describe({ type: 'S', name })]);
    const parameters = all('parameterDescription', answered).flatMap(({ dataTypeIDs }) => dataTypeIDs);
    const prepared = { parameters, fields: all('rowDescription', answered).flatMap(({ fields }) => fields) };
    this.known.set(name, prepared);
    return prepared;
  }

  /** With a sync at the end: after a fault the database skips all before it. */
  private async ask(asked: Uint8Array[]): Promise<Answered> {
    const answer = await this.database.execProtocol(Buffer.concat([...asked, serialize.sync()]));
    return answer.messages;
  }

  private written(value: unknown, type: number): string | null {
    if (value === null || value === undefined) return null;
    const written: unknown = this.database.serializers[type]?.(value) ?? value;
    return String(written);
  }

  private read(texts: readonly (string | null)[], fields: Prepared['fields']): object {
    const values = fields.map(({ name, dataTypeID }, at) => {
      const text = texts[at] ?? null;
      const parse = this.database.parsers[dataTypeID];
      const value: unknown = text !== null && parse ? parse(text, dataTypeID) : text;
      return [name, value];
    });
    return Object.fromEntries(values) as object;
  }
}

function all<Name extends keyof Messages>(name: Name, answered: Answered): Messages[Name][] {
  return answered.filter((message) => message.name === name) as Messages[Name][];
}
