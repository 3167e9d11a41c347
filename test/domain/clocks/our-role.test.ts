import { HOUR, plus } from '../../../src/domain/primitives/instant';
import { correct, declare, given, opened, say, START, triaged, until } from '../../support/story';

const AWARE = START;
const DUE = plus(AWARE, 72 * HOUR);
const role = (to: 'processor' | 'controller' | 'joint') =>
  say('set-role', 'privacy', { role: to, reason: 'Our own staff.' });
const base = [opened(), triaged(), declare({ awareAt: AWARE })];
const clock = (state: ReturnType<typeof given>['story']['state']) =>
  state.obligations
    .filter(({ kind }) => kind === 'notify-authority')
    .map(({ due, status, lateSince }) => ({ due, status, late: lateSince !== undefined }));

test('a processor owes no authority; a controller does, 72 hours from awareness, with a warning a day before', () => {
  expect(clock(given(...base).story.state)).toEqual([]);
  expect(clock(given(...base, role('joint')).story.state)).toEqual([{ due: DUE, status: 'open', late: false }]);
  const warned = given(...base, role('controller'), until(plus(DUE, -24 * HOUR))).story.state;
  expect(warned.alerts.map(({ kind }) => kind)).toContain('authority-soon');
  const late = given(...base, role('controller'), until(DUE)).story.state;
  expect(late.alerts.map(({ kind }) => kind)).toContain('authority-overdue');
  expect(clock(late)).toEqual([{ due: DUE, status: 'open', late: true }]);
});

test('it is met by recording the filing, late with reasons alone, or ends where none is required, or we are no controller', () => {
  const file = (over = {}) => say('record-filing', 'legal', { authority: 'CNIL', ...over });
  const filed = given(...base, role('controller'), file({ reference: '17' })).story.state;
  expect(clock(filed)).toEqual([{ due: DUE, status: 'met', late: false }]);
  expect(filed.filings).toMatchObject([{ authority: 'CNIL', reference: '17', by: 'legal' }]);
  given(...base, role('controller'), until(DUE))
    .when(file())
    .refuses('missing');
  given(...base, role('controller'), until(DUE))
    .when(file({ lateReason: 'Logs.' }))
    .then('authority-notified');
  const none = given(...base, role('controller'), file({ notRequired: 'Encrypted.' })).story.state;
  expect(clock(none)).toMatchObject([{ status: 'met' }]);
  expect(clock(given(...base, role('controller'), role('processor')).story.state)).toMatchObject([{ status: 'void' }]);
  given(...base)
    .when(file())
    .refuses('nothing-open');
});

test('a corrected awareness moves it', () => {
  const earlier = plus(AWARE, -2 * HOUR);
  const asked = [correct('aware', earlier), correct('aware', earlier).by('privacy')];
  const { state } = given(...base, role('controller'), asked[0]!).story;
  expect(clock(state).filter(({ status }) => status === 'open')).toEqual([
    { due: plus(DUE, -2 * HOUR), status: 'open', late: false },
  ]);
});
