import { ALERT_KINDS } from '../../../src/domain/alerts/state';
import { PERSON_COMMANDS } from '../../../src/domain/commands';
import { decide } from '../../../src/domain/decide';
import type { Role } from '../../../src/domain/primitives/people';
import { isRefusal } from '../../../src/domain/rule';
import type { IncidentState } from '../../../src/domain/state';
import { audienceOf, isInAudience, readableBy, readsPrivileged, sightOf } from '../../../src/domain/visibility';
import { given, hours, opened, PEOPLE, say, START, after } from '../../support/story';
import { plus } from '../../../src/domain/primitives/instant';

/*
 * Who sees what of an incident, written down by hand. w the whole, s the status of the own report, - nothing. The reporter of it is
 * `reporter`; the excluded lead is `lead`; the executive who broke the glass is `executive`.
 */
const TABLE = `
                   reporter reporter-2 responder lead privacy legal communications executive operator auditor
open               s        -          w         w    w       w     w              w         w        w
restricted         s        -          -         -    w       -     -              -         -        -
all-members        w        -          w         -    w       w     w              w         w        w
glass              s        -          -         -    w       -     -              w         -        -
glass-over         s        -          -         -    w       -     -              -         -        -
`;
const [[, ...PERSONS] = [], ...ROWS] = TABLE.trim()
  .split('\n')
  .map((line, index) => (index === 0 ? ['', ...line.trim().split(/\s+/)] : line.trim().split(/\s+/)));

const restrictedTo = (members: string[]) =>
  given(opened(), say('restrict', 'legal', { reason: 'An insider.', members, excluded: ['lead'] }));
const hidden = restrictedTo(['privacy']);
const broken = restrictedTo(['privacy'])
  .when(say('break-glass', 'executive', { reason: 'Nobody answers.' }))
  .then('glass-broken');
const ALL = ['reporter', 'responder', 'privacy', 'legal', 'communications', 'executive', 'operator', 'auditor'];
const STATES: Record<string, IncidentState> = {
  open: given(opened()).story.state,
  restricted: hidden.story.state,
  'all-members': restrictedTo(ALL).story.state,
  glass: broken.story.state,
  'glass-over': broken.story.state,
};
const LETTERS = { whole: 'w', status: 's', none: '-' };
const rolesOf = (person: string): Role[] => PEOPLE[person] ?? [];

test.each(ROWS)('%s', (name = '', ...cells) => {
  const now = name === 'glass-over' ? plus(START, hours(4)) : START;
  const state = STATES[name] as IncidentState;
  const found = PERSONS.map((id) => LETTERS[sightOf({ id, roles: rolesOf(id) }, state, now)]);
  expect(Object.fromEntries(PERSONS.map((id, at) => [id, found[at]]))).toEqual(
    Object.fromEntries(PERSONS.map((id, at) => [id, cells[at]])),
  );
});

describe('Every command to a restricted incident', () => {
  const outcome = (command: string, person: string, roles: Role[]) =>
    decide(STATES.restricted as IncidentState, {
      name: command,
      payload: { reason: 'Why.' },
      said: { by: person, roles, door: 'api', at: START },
    });

  test.each(PERSON_COMMANDS)('%s: for whoever is no member there is no such incident', (command) => {
    const allRoles = Object.keys(PEOPLE).flatMap(rolesOf);
    expect(outcome(command, 'lead', allRoles)).toMatchObject({ refused: 'unknown-incident' });
    const others = ALL.filter((one) => !['privacy', 'reporter'].includes(one));
    for (const person of others)
      if (command !== 'break-glass' || person !== 'executive')
        expect([person, outcome(command, person, rolesOf(person))]).toMatchObject([
          person,
          { refused: expect.any(String) },
        ]);
    expect(outcome(command, 'responder', ['responder', 'lead', 'privacy', 'legal'])).toMatchObject({
      refused: 'unknown-incident',
    });
  });

  test('Only an executive who is not excluded breaks the glass', () => {
    expect(isRefusal(outcome('break-glass', 'executive', ['executive']))).toBe(false);
    expect(outcome('break-glass', 'lead', ['lead', 'executive'])).toMatchObject({ refused: 'unknown-incident' });
    expect(outcome('break-glass', 'auditor', ['auditor'])).toMatchObject({ refused: 'unknown-incident' });
  });

  test('who reported it is told that it is restricted, and not that there is none', () => {
    expect(outcome('close', 'reporter', ['reporter', 'lead'])).toMatchObject({ refused: 'not-permitted' });
  });
});

describe('Mail', () => {
  const outsiders = ['members-silent', 'glass-witness'];
  test.each(ALERT_KINDS)('%s of a restricted incident never reaches the excluded, nor non-members', (kind) => {
    const audience = audienceOf(STATES.restricted as IncidentState, kind);
    expect(isInAudience('lead', audience)).toBe(false);
    const isReceipt = kind === 'report-received' || kind === 'report-closed';
    expect(isInAudience('auditor', audience)).toBe(outsiders.includes(kind) || isReceipt);
    expect(isInAudience('privacy', audience)).toBe(!outsiders.includes(kind));
  });

  test('of an open one goes as it is addressed', () => {
    expect(audienceOf(STATES.open as IncidentState, 'reported')).toBeUndefined();
    expect(isInAudience('lead', undefined)).toBe(true);
  });
});

describe('What is privileged', () => {
  const note = { type: 'progress-noted', text: 'Counsel says no.', missing: 'A word.', section: 'privileged' };
  test.each([
    ['legal', true],
    ['privacy', true],
    ['executive', true],
    ['lead', false],
    ['responder', false],
    ['auditor', false],
    ['operator', false],
  ])('%s reads it: %s', (person, reads) => {
    expect(readsPrivileged({ id: person, roles: rolesOf(person) }, {})).toBe(reads);
    const shown = readableBy({ id: person, roles: rolesOf(person) }, {}, { a: [note, { text: 'Open.' }] });
    expect(shown).toEqual({
      a: [reads ? note : { type: 'progress-noted', section: 'privileged' }, { text: 'Open.' }],
    });
  });

  test('a member named counsel reads it too', () => {
    const { state } = given(
      opened(),
      say('restrict', 'legal', { reason: 'An insider.', members: ['legal', 'auditor'], counsel: ['responder'] }),
    ).story;
    expect(readsPrivileged({ id: 'responder', roles: ['responder'] }, state)).toBe(true);
    expect(readsPrivileged({ id: 'auditor', roles: ['auditor'] }, state)).toBe(false);
  });
});

test('The glass ends by itself, on the timeline too', () => {
  broken.when(after(hours(5))).then({ type: 'glass-ended', person: 'executive' });
});
