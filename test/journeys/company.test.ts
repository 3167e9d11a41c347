import { openTown, temporalProgram, type Town } from '../support/town';
import { TOWNS } from '../support/towns';
import { hasItsTurn } from '../support/turns';
import { somebodyWhoReachesTemporalAlone } from './company/forgeries';
import { theInsiderByKeyboard } from './company/by-keyboard';
import { theMisdirectedMailByPage } from './company/by-page';
import { anExerciseByItsSchedule, EXERCISES } from './company/exercise';
import { aBrokenPromise } from './company/late';
import { theStockProgram } from './company/operator';
import { otherCases } from './company/other-cases';
import { whatALessonHolds } from './company/confidential';
import { aDuplicate } from './company/duplicate';
import { aMuteMailServer } from './company/mute-mail';
import { openedAgain } from './company/reopen';
import { aRestrictedIncident } from './company/restricted';
import { requestsToOneIncident } from './company/requests';
import { storiesThatHappened } from './company/stories';
import { customersAreTold } from './company/told';
import { toldByTelephone } from './company/told-by-telephone';
import { whatIsNotSaid } from './company/unsaid';

jest.setTimeout(180_000);

type Journey = [title: string, journey: (town: Town, isApart: boolean) => void];

/**
 * Journeys that break nothing share one company; each has incidents, customers and mails of its own. Some have their turn; `-t` picks one by its
 * title, whoever's turn it is.
 */
const JOURNEYS: Journey[] = [
  ['six incidents that really happened', storiesThatHappened],
  ['customers are told', customersAreTold],
  ['a customer whose only contact refuses mail', toldByTelephone],
  ['a case that is no incident of ours', otherCases],
  ['a promise that is broken', aBrokenPromise],
  ['a closed incident is opened again', openedAgain],
  ['a duplicate that is merged', aDuplicate],
  ['with the stock temporal program', theStockProgram],
  ['the API in front of real workflows', requestsToOneIncident],
  ['somebody who reaches Temporal alone', somebodyWhoReachesTemporalAlone],
  ['an incident that is restricted to its members', aRestrictedIncident],
  ['what is not said', whatIsNotSaid],
  ['what a post-mortem holds', whatALessonHolds],
  ['a misdirected mail, by page on phones', theMisdirectedMailByPage],
  ['an insider, by page and keyboard alone', theInsiderByKeyboard],
];

(temporalProgram ? describe : describe.skip).each(TOWNS)('in one company (%s)', (_kind, plan) => {
  const town = {} as Town;
  beforeAll(async () => void Object.assign(town, await openTown({ ...plan, settings: EXERCISES })));
  afterAll(() => town.close());

  for (const [title, journey] of JOURNEYS.filter(([one]) => hasItsTurn(one)))
    describe(title, () => journey(town, !plan.embedded));

  describe('the exercise of the year', () => anExerciseByItsSchedule(town));
});

const MUTE = 'a mail server that takes calls and never speaks';
if (temporalProgram && hasItsTurn(MUTE)) describe.each(TOWNS)(`${MUTE} (%s)`, (_kind, plan) => aMuteMailServer(plan));
