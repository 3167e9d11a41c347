import { IMPORT_COLUMNS } from '../../../src/contract/parties/customer-columns';
import { stored } from '../../../src/contract/parties/customers';
import type { IncidentId } from '../../../src/domain/case/state';
import { declared, startService, type Service } from '../../support/api';

/** What spreadsheets and CRMs make of a list of customers. */
let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const HEADING = IMPORT_COLUMNS.join(';');
let customers = 0;
/** A row of a customer that no other story has. */
function row(also: Partial<Record<string, string>> = {}): string[] {
  const id = `c${++customers}`;
  const cells: Record<string, string> = {
    ...{ customer_id: id, customer_name: 'Müller & Söhne', language: 'de', time_zone: 'Asia/Kolkata' },
    ...{ account_id: `${id}-a`, account_kind: 'portal', account_name: 'Zürich', product: 'Pörtal' },
    ...{ contact_id: `${id}-k`, contact_name: 'Jörg Ørsted', contact_email: 'Jörg@müller.example' },
    contact_role: 'administrator',
    ...also,
  };
  return IMPORT_COLUMNS.map((column) => cells[column] ?? '');
}

function send(file: string | Buffer, type = 'text/csv', query = '') {
  return service.as('operator').post(`/api/customers/import${query}`).set('Content-Type', type).send(file);
}

async function nameOf(id: string): Promise<string | undefined> {
  const { body } = await service.as('operator').get(`/api/customers/${id}`);
  return body.name;
}

const utf16 = (text: string, bom = '\ufeff') => Buffer.from(bom + text, 'utf16le');
const latin1 = (text: string) => Buffer.from(text, 'latin1');
const big = (text: string) => utf16(text).swap16();
const tabs = (lines: string) => lines.replaceAll(';', '\t');

describe('a file is read as it was written', () => {
  const plain = (cells: string[]) => `${HEADING}\r\n${cells.join(';')}\r\n`;

  test.each<[string, string, string, (cells: string[]) => string | Buffer, string?]>([
    ['UTF-8 with its mark', 'utf-8', ';', (cells) => `\ufeff${plain(cells)}`],
    ['Windows-1252, unsaid', 'windows-1252', ';', (cells) => latin1(plain(cells))],
    ['Windows-1252, said', 'windows-1252', ';', (cells) => latin1(plain(cells)), 'text/csv; charset=windows-1252'],
    ['Latin-1, said', 'windows-1252', ';', (cells) => latin1(plain(cells)), 'text/csv; charset="ISO-8859-1"'],
    ['UTF-16 and tabs, as "Unicode text"', 'utf-16le', '\t', (cells) => utf16(tabs(plain(cells)))],
    ['UTF-16 without its mark', 'utf-16le', ';', (cells) => utf16(plain(cells), '')],
    ['UTF-16, big end first', 'utf-16be', ';', (cells) => big(plain(cells))],
    ['tabs, said', 'utf-8', '\t', (cells) => tabs(plain(cells)), 'text/tab-separated-values'],
    ['sep= in its first line', 'utf-8', '|', (cells) => `sep=|\r\n${plain(cells).replaceAll(';', '|')}`],
    ['commas, all quoted, ended by CR', 'utf-8', ',', (cells) => quoted(plain(cells))],
  ])('%s', async (_name, encoding, delimiter, written, type = 'text/csv') => {
    const cells = row();
    const { body } = await send(written(cells), type).expect(200);
    expect(stored.parse(body)).toMatchObject({
      customers: 1,
      created: { contacts: 1 },
      file: { encoding, delimiter, ignoredColumns: [] },
    });
    expect(await nameOf(cells[0]!)).toBe('Müller & Söhne');
  });

  function quoted(lines: string): string {
    return lines
      .trim()
      .split('\r\n')
      .map((line) =>
        line
          .split(';')
          .map((cell) => `"${cell}"`)
          .join(','),
      )
      .join('\r');
  }

  test('and where that is a guess, its first doubtful cells are shown', async () => {
    const cells = row();
    const { body } = await send(latin1(plain(cells)), 'text/csv', '?dryRun=true').expect(200);
    expect(stored.parse(body).file?.doubtful?.slice(0, 2)).toEqual([
      { row: 2, column: 'customer_name', text: 'Müller & Söhne' },
      { row: 2, column: 'account_name', text: 'Zürich' },
    ]);
    const named = await send(latin1(plain(cells)), 'text/csv; charset=windows-1252', '?dryRun=true').expect(200);
    expect(named.body.file).not.toHaveProperty('doubtful');
  });

  test('and a form or a workbook is told how to be sent', async () => {
    const form = await send('--x\r\n\r\n--x--', 'multipart/form-data; boundary=x').expect(415);
    expect(form.body.detail).toMatch(/file alone, as text\/csv.*--data-binary/);
    const workbook = await send('PK', 'application/vnd.ms-excel').expect(415);
    expect(workbook.body.detail).toMatch(/Save it in Excel as "CSV UTF-8/);
    const unsaid = await send(Buffer.from('PK\x03\x04more'), 'text/csv').expect(422);
    expect(unsaid.body.detail).toMatch(/is an Excel workbook/);
  });

  test('and not as something that it is not', async () => {
    const answer = await send(latin1(`${HEADING}\n${row().join(';')}`), 'text/csv; charset=utf-8').expect(422);
    expect(answer.body.detail).toContain('not in the charset');
    await send(`${HEADING}\n${row().join(';')}`, 'text/csv; charset=klingon').expect(415);
  });

  test('a file that curl sent without its line ends is told how to be sent', async () => {
    const answer = await send(`${HEADING};${row().join(';')}`).expect(422);
    expect(answer.body.detail).toContain('--data-binary');
  });
});

describe('what a spreadsheet leaves behind makes no difference', () => {
  test('empty rows and columns, and the case of headings', async () => {
    const [first, second] = [row(), row({ contact_role: 'Administrator', account_kind: 'Portal' })];
    const empty = ';'.repeat(IMPORT_COLUMNS.length);
    const heading = IMPORT_COLUMNS.map((column) => column.toUpperCase().replace('_', ' ')).join(';');
    const file = [`${heading};`, `${first.join(';')};`, empty, '', `${second.join(';')};`, empty, empty].join('\r\n');
    const { body } = await send(file).expect(200);
    expect(body).toMatchObject({ contacts: 2, file: { ignoredColumns: [] } });
  });

  test('columns of other meaning are left out, and named', async () => {
    const file = `Notes;${HEADING};Owner\r\ncall first;${row().join(';')};Kim`;
    const { body } = await send(file).expect(200);
    expect(body.file.ignoredColumns).toEqual(['Notes', 'Owner']);
  });
});

describe('headings of a CRM', () => {
  test('are understood, and two that make one column are joined', async () => {
    const id = row()[0]!;
    const heading =
      'Client ID,Company Name,Preferred Language,Time-Zone,Subscription ID,Subscription Type,Subscription Name,Product Name,Contact No.,First Name,Last Name,E-Mail Address,Role,Phone';
    const cells = `${id},Acme,en,UTC,${id}-a,Subscription,Acme Cloud,Ledger,${id}-k,Ann,Example,ann@acme.example,Administrator,555`;
    const { body } = await send(`${heading}\n${cells}`).expect(200);
    expect(body.file.ignoredColumns).toEqual(['Phone']);
    const read = await service.as('operator').get(`/api/customers/${id}`).expect(200);
    expect(read.body).toMatchObject({
      name: 'Acme',
      accounts: [{ product: 'Ledger', contacts: [{ name: 'Ann Example', email: 'ann@acme.example' }] }],
    });
  });

  test('of one’s own are mapped, and what the file lacks is set for all rows', async () => {
    const id = row()[0]!;
    const heading = 'Ref,Who,TZ,Plan,Mail';
    const query = [
      ...['map=customer_id:Ref', 'map=customer_name:Who', 'map=account_id:Ref', 'map=account_name:Who'],
      ...['map=product:Plan', 'map=contact_id:ref', 'map=contact_name:Who', 'set=language:en'],
      ...['set=account_kind:subscription', 'set=contact_role:administrator'],
    ].join('&');
    await send(`${heading}\n${id},Acme,UTC,Ledger,ann@acme.example`, 'text/csv', `?${query}`).expect(200);
    const read = await service.as('operator').get(`/api/customers/${id}`).expect(200);
    expect(read.body).toMatchObject({ name: 'Acme', language: 'en', accounts: [{ id, contacts: [{ id }] }] });
  });

  test.each([
    ['map=shoe_size:Ref', 'shoe_size'],
    ['map=customer_id:Nowhere', 'Nowhere'],
    ['map=customer_id', '<column>:<value>'],
    ['mapp=customer_id:Ref', 'not known'],
    ['dryRun=yes', 'must be'],
  ])('a mapping with a fault is told: %s', async (query, told) => {
    const answer = await send(`${HEADING}\n${row().join(';')}`, 'text/csv', `?${query}`).expect(400);
    expect(JSON.stringify(answer.body.errors)).toContain(told);
  });
});

describe('faults', () => {
  test('are told all, once for each cell, by the row that a spreadsheet shows', async () => {
    const faulty = (also: Partial<Record<string, string>>) => row({ ...also, contact_email: 'nobody' }).join(';');
    const lines = [
      faulty({ account_name: '"two\nlines"' }),
      '',
      faulty({ language: 'no language at all, and far too long' }),
    ];
    const more = Array.from({ length: 60 }, () => faulty({}));
    const { body } = await send([HEADING, ...lines, ...more].join('\n')).expect(422);
    expect(body.errors.slice(0, 4).map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/2/account_name',
      '/2/contact_email',
      '/4/language',
      '/4/contact_email',
    ]);
    expect(body.errors).toHaveLength(64);
    expect(body.errors.at(-1).pointer).toBe('/64/contact_email');
    expect(body.detail).toMatch(/^64 faults/);
    expect(body).not.toHaveProperty('errorsTotal');
  });

  test('beyond a thousand are counted', async () => {
    const many = Array.from({ length: 1_100 }, () => row({ contact_email: 'nobody' }).join(';'));
    const { body } = await send([HEADING, ...many].join('\n')).expect(422);
    expect(body.errors).toHaveLength(1_000);
    expect(body.errorsTotal).toBe(1_100);
  });

  test('of a missing column are told once', async () => {
    const without = (cells: string[]) => cells.filter((_, at) => IMPORT_COLUMNS[at] !== 'contact_id').join(';');
    const { body } = await send([IMPORT_COLUMNS, row(), row()].map((cells) => without([...cells])).join('\n')).expect(
      422,
    );
    expect(body.errors).toEqual([{ pointer: '/1/contact_id', detail: expect.stringContaining('missing') }]);
  });

  test('of a column that stands twice, and of a row with a cell too many, are told', async () => {
    const { body } = await send(`${HEADING};Product\n${row().join(';')};Other`).expect(422);
    expect(body.errors).toEqual([{ pointer: '/1/Product', detail: 'stands twice' }]);
    const long = await send(`${HEADING}\n${row().join(';')};one too many`).expect(422);
    expect(long.body.errors).toEqual([{ pointer: '/2', detail: expect.stringContaining('16 cells') }]);
  });
});

test('a dry run checks all and stores nothing, and its key is still free', async () => {
  const cells = row();
  const file = `${HEADING}\n${cells.join(';')}`;
  const dry = await send(file, 'text/csv', '?dryRun=true').set('Idempotency-Key', 'd1').expect(200);
  expect(stored.parse(dry.body)).toMatchObject({ dryRun: true, created: { customers: 1 } });
  expect(await nameOf(cells[0]!)).toBeUndefined();
  const real = await send(file).set('Idempotency-Key', 'd1').expect(200);
  expect(real.body).toEqual({ ...dry.body, dryRun: false });
  const again = await send(file).expect(200);
  expect(again.body).toMatchObject({ created: { contacts: 0 }, changed: { contacts: 0 }, unchanged: { contacts: 1 } });
});

test('the template is a file that can be imported', async () => {
  const { text, headers } = await service.as('lead').get('/api/customers/template.csv').expect(200);
  expect(headers['content-disposition']).toContain('customers.csv');
  const { body } = await send(text, 'text/csv', '?dryRun=true').expect(200);
  expect(body).toMatchObject({ contacts: 1, file: { ignoredColumns: [] } });
});

describe('a file of affected customers', () => {
  const sendScope = (id: string, file: string | object, query = '', type = 'text/csv') =>
    service.as('responder').post(`/api/incidents/${id}/scope/import${query}`).set('Content-Type', type).send(file);
  const twoCustomers = async () => {
    const rows = [row(), row()];
    await send(`${HEADING}\n${rows.map((cells) => cells.join(';')).join('\n')}`).expect(200);
    return rows.map(([id]) => id!);
  };

  test('is one command with its hash, and its rows are the scope', async () => {
    const id = await declared(service);
    const [a, b] = await twoCustomers();
    const file = `customer;data;volume affected\n${a};Names;40 contacts\n\n${b};;\n`;
    const { body: dry } = await sendScope(id, file, '?dryRun=true&file=affected.csv').expect(200);
    expect(dry).toMatchObject({ file: 'affected.csv', rows: 2, added: 2, changed: 2, dryRun: true });
    expect(service.desk.open.get(id)!.outbox.filter(({ kind }) => kind === 'resolve-scope')).toEqual([]);

    const { body } = await sendScope(id, file, '?file=affected.csv').expect(200);
    expect(body).toMatchObject({ ...dry, dryRun: false, effect: expect.stringMatching(id) });
    const effect = service.desk.open.get(id)!.outbox.find((owed) => owed.kind === 'resolve-scope')!;
    const { sha256 } = dry;
    expect(effect).toMatchObject({ id: body.effect, selection: { file: { file: 'affected.csv', sha256, rows: 2 } } });
    await resolved(id);
    const { body: scope } = await service.as('lead').get(`/api/incidents/${id}/scope`).expect(200);
    expect(scope.cohorts).toMatchObject([{ total: 2 }]);
    expect(scope.items).toMatchObject([
      { customer: a, data: 'Names', facts: { volumeAffected: '40 contacts' } },
      { customer: b },
    ]);

    const later = { customers: [{ customer: b, exposure: 'Two days.' }] };
    const { body: delta } = await sendScope(id, later, '?dryRun=true', 'application/json').expect(200);
    expect(delta).toMatchObject({ added: 0, unnamed: 1, changed: 1, same: 0 });
  });

  test('says words by language, in columns or in JSON, and counts of whom a letter says them in another', async () => {
    const id = await declared(service);
    const [a, b] = await twoCustomers();
    const file = `customer,volume,Nature.FR,nature.en\n${a},40,La porte,The way in\n${b},,La cave,\n`;
    await sendScope(id, file).expect(200);
    await resolved(id);
    const { body: scope } = await service.as('lead').get(`/api/incidents/${id}/scope`).expect(200);
    expect(scope.items).toMatchObject([
      { customer: a, volume: '40', facts: { nature: { en: 'The way in', fr: 'La porte' } } },
      { customer: b, facts: { nature: { fr: 'La cave' } } },
    ]);
    const later = { customers: [{ customer: b, nature: { en: 'The cellar', fr: '' }, data: { de: 'Namen' } }] };
    const { body: delta } = await sendScope(id, later, '?dryRun=true', 'application/json').expect(200);
    expect(delta).toMatchObject({ changed: 3, same: 0 });
    const { body: wrong } = await sendScope(
      id,
      { customers: [{ customer: b, nature: { French: 'x' } }] },
      '',
      'application/json',
    ).expect(422);
    expect(JSON.stringify(wrong)).toContain('/customers/0/nature');
    const { body: none } = await sendScope(id, 'customer,natur.fr\nx,y\n').expect(422);
    expect(none.errors).toMatchObject([{ pointer: '/1/natur.fr' }]);
    const { body: twice } = await sendScope(id, 'customer,nature.fr,NATURE.FR\nx,y,z\n').expect(422);
    expect(twice.errors).toMatchObject([{ detail: 'stands twice' }]);
  });

  test('answers in steps who asks for that, and tells each fault by its row', async () => {
    const id = await declared(service);
    const [a] = await twoCustomers();
    const file = `customer,data\n${a},Names\n`;
    const { text, headers } = await sendScope(id, file).set('Accept', 'application/x-ndjson').expect(200);
    expect(headers['content-type']).toBe('application/x-ndjson');
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.map(({ step }) => step)).toEqual(['read', 'checked', 'kept', undefined]);
    expect(lines.at(-1)).toMatchObject({ rows: 1, added: 1 });

    const wrong = `customer,data\n${a},Names\n\nnobody,Names\n${a},More\n,x\n`;
    const { body: ragged } = await sendScope(id, wrong).expect(422);
    expect(ragged.errors).toMatchObject([{ pointer: '/6/customer' }]);
    const { body } = await sendScope(id, wrong.replace('\n,x', '')).expect(422);
    expect(body.errors).toEqual([
      { pointer: '/5/customer', detail: `${a} stands at /2/customer, too` },
      { pointer: '/4/customer', detail: 'is no customer in the register; import it first' },
    ]);
    const { body: misspelt } = await sendScope(id, 'customer,volumn\nx,y\n').expect(422);
    expect(misspelt.errors).toMatchObject([{ pointer: '/1/volumn' }]);
  });

  test('that was not sent here cannot be named', async () => {
    const id = await declared(service);
    const unsent = { file: 'x', sha256: '0'.repeat(64), rows: 3 };
    const { body } = await service.as('responder').post(`/api/incidents/${id}/import-scope`).send(unsent).expect(422);
    expect(body.type).toBe('/problems/missing');
  });

  /** As the worker does. */
  async function resolved(id: IncidentId): Promise<void> {
    for (const effect of service.desk.open.get(id)!.outbox) {
      if (effect.kind !== 'resolve-scope') continue;
      const { kind: _, id: named, ...request } = effect;
      const answer = await service.register.scope.resolve({ incident: id, effect: named, ...request });
      await service.desk.system(id, 'scope-resolved', { effect: named, ...answer });
    }
  }
});
