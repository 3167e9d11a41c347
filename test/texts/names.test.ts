import { condensed, foundIn, searchFor } from '../../src/texts/search';
import { everydayWords, namesAmong, type OwnedName } from '../../src/texts/names';

const common = everydayWords(['We have informed the Data Protection Officer of your data.']);
const customer = (id: string, name: string): OwnedName => ({ customer: id, name, kind: 'customer' });
const found = (owned: OwnedName[], text: string) => [...namesAmong(owned, common)(text).keys()];

test('a name is found in any case, spacing or punctuation, with and without its legal form', () => {
  const owned = [customer('elm', 'Elm Street Clinics GmbH'), customer('frene', 'Mairie de Frêne-sur-Loire')];
  for (const text of ['to ELM street-clinics.', 'Elm\u200b Street\nClinics GmbH', '(elm  street clinics)'])
    expect(found(owned, text)).toEqual(['elm']);
  expect(found(owned, 'la mairie de FRENE sur loire')).toEqual(['frene']);
  expect(found(owned, 'Elm Street, and clinics elsewhere')).toEqual([]);
});

test('what is an everyday word, or short, counts only as it is written', () => {
  const owned = [customer('data', 'Data'), customer('ing', 'ING'), customer('orange', 'Orange')];
  expect(found(owned, 'your data was copied during the meeting')).toEqual([]);
  expect(found(owned, 'at Data and ING')).toEqual(['data', 'ing']);
  expect(found(owned, 'orange')).toEqual(['orange']);
});

test('contacts are found by name and address; "Admin" names nobody', () => {
  const owned: OwnedName[] = [
    { customer: 'elm', name: 'Ada Brandt', kind: 'contact' },
    { customer: 'elm', name: 'admin@elm.example', kind: 'address' },
    { customer: 'oak', name: 'Admin', kind: 'contact' },
    { customer: 'oak', name: 'Data Protection Officer', kind: 'contact' },
  ];
  expect(found(owned, 'Ask ada BRANDT.')).toEqual(['elm']);
  expect(found(owned, 'Write to admin@elm.example')).toEqual(['elm']);
  expect(found(owned, 'our admin, the Data Protection Officer')).toEqual([]);
});

test('a hundred thousand names cost a text as much as ten', () => {
  const owned = Array.from({ length: 100_000 }, (_, place) => customer(`c-${place}`, `Customer number ${place} Ltd`));
  const find = namesAmong(owned, common);
  const text = `${'We write to you of a breach. '.repeat(300)} Customer Number 77777`;
  expect([...find(text)]).toEqual([['c-77777', 'Customer number 77777 Ltd']]);
});

test('withheld words are found however they are written, and where', () => {
  const search = searchFor([{ name: 'w', words: ['svc-backup é'] }]);
  expect(condensed('ＳＶＣ\u200b–Back up É')).toBe(condensed('svc-backup é'));
  expect(foundIn({ a: ['x', { 'b/c': 'The SVC_BACKUP E.' }] }, search)).toEqual([{ name: 'w', pointer: '/a/1/b~1c' }]);
  expect(searchFor([])('svc')).toEqual([]);
});
