import type { Express, RequestHandler } from 'express';
import { PERSON_COMMANDS, type PersonCommand } from '../../domain/commands';
import { EXERCISE_COMMANDS } from '../../domain/exercise/commands';
import { PLANNERS } from '../../domain/exercise/rule';
import { POST_MORTEM_COMMANDS } from '../../domain/post-mortem/commands';
import { listActs } from '../routes/case/acts';
import { readIncidentTraining } from '../routes/training/incident-training';
import { giveCommand, mayGive } from '../routes/case/commanding';
import { longCsvOrList } from '../http/csv';
import type { ApiDeps } from '../deps';
import { readDetections } from '../routes/detection/detection-sources';
import { importScope } from '../routes/scope/scope-import';
import { jsonBody, largeJsonBody, noQuery } from '../http/input';
import {
  readClocks,
  readDeliveries,
  readIncident,
  readNotices,
  readRelated,
  readScope,
  readTimeline,
} from '../routes/case/reading';
import { liftLegalHold, listLegalHolds, placeLegalHold } from '../routes/case/legal-holds';
import { listIncidents } from '../routes/case/listing';
import { readNotice } from '../routes/notices/notice';
import { listRecipients, readRecipient } from '../routes/delivery/notice-recipients';
import { listTests, testNotice } from '../routes/notices/letter-tests';
import { listFactVersions, readFactVersion } from '../routes/notices/fact-versions';
import { readNoticeChanges } from '../routes/notices/notice-changes';
import { listExercisePlans, readExerciseCoverage } from '../routes/exercise/exercise-plans';
import {
  listExercises,
  listScenarios,
  mayRunExercise,
  planExercise,
  readExercise,
  readExerciseReport,
  readPlayedMail,
  runExercise,
} from '../routes/exercise/exercises';
import { listPlaybooks } from '../routes/tasks/playbooks';
import { listRegimes } from '../routes/regimes/regimes';
import { sendProofPack } from '../routes/audit/proof-pack';
import {
  listPostMortems,
  mayWritePostMortem,
  readPostMortem,
  writePostMortem,
} from '../routes/post-mortem/post-mortem';
import { mayReport, takeReport } from '../routes/triage/reporting';
import { mustSee } from '../incidents/must-see';
import { mount } from '../http/routing';
import { requireRole } from '../http/sign-in';
import { translatorFile } from '../http/translator-files';
import { answerQuestion, listQuestions } from '../routes/delivery/questions';
import { listFiles, offerFile, offerFileAgain } from '../routes/case/assistance';
import { keepEvidence, sendEvidence } from '../routes/evidence/evidence';
import { exportTranslations, importTranslations } from '../routes/notices/translations';
import { readWithheldWords } from '../routes/withholding/withheld-words';
import { readers, responders, secured, counsel, approvers, provers, testers } from './roles';

/** Commands that take hundreds of customers at once. */
const LISTS: ReadonlySet<PersonCommand> = new Set(['add-affected-customers', 'fast-track']);

/** Both authenticate; one also asks what is to be seen of the incident, for `mustSee`. */
type SignedAnd = Record<'signed' | 'seeing', RequestHandler>;

export function incidentRoutes(app: Express, deps: ApiDeps, { signed, seeing }: SignedAnd): void {
  mount(app, '/api/incidents', {
    get: [signed, listIncidents(deps)],
    post: [signed, mayReport, ...jsonBody, takeReport(deps)],
  });
  mount(app, '/api/incidents/:id', { get: [signed, noQuery, readIncident(deps)] });
  mount(app, '/api/incidents/:id/acts', { get: [signed, noQuery, listActs(deps)] });
  mount(app, '/api/incidents/:id/timeline', { get: [signed, readTimeline(deps)] });
  mount(app, '/api/incidents/:id/related', { get: [signed, noQuery, readRelated(deps)] });
  mount(app, '/api/incidents/:id/clocks', { get: [signed, noQuery, readClocks(deps)] });
  mount(app, '/api/incidents/:id/facts/versions', { get: [signed, noQuery, listFactVersions(deps)] });
  mount(app, '/api/incidents/:id/facts/versions/:version', { get: [signed, readFactVersion(deps)] });
  mount(app, '/api/incidents/:id/notices', { get: [signed, noQuery, readNotices(deps)] });
  mount(app, '/api/incidents/:id/notices/:number', { get: [signed, readNotice(deps)] });
  mount(app, '/api/incidents/:id/notices/:number/recipients', { get: [signed, listRecipients(deps)] });
  mount(app, '/api/incidents/:id/notices/:number/recipients/:recipient', {
    get: [signed, noQuery, readRecipient(deps)],
  });
  mount(app, '/api/incidents/:id/notices/:number/changes', { get: [signed, readNoticeChanges(deps)] });
  mount(app, '/api/incidents/:id/deliveries', { get: [signed, readDeliveries(deps)] });
  mount(app, '/api/incidents/:id/proof-pack', { get: [seeing, mustSee(deps), provers, sendProofPack(deps)] });
  mount(app, '/api/incidents/:id/scope', { get: [signed, readScope(deps)] });
  mount(app, '/api/incidents/:id/detections', { get: [seeing, mustSee(deps), readers, noQuery, readDetections(deps)] });
  mount(app, '/api/incidents/:id/scope/import', {
    post: [seeing, mustSee(deps, 'import-scope'), mayGive('import-scope'), ...longCsvOrList, importScope(deps)],
  });
  mount(app, '/api/incidents/:id/training', {
    get: [seeing, mustSee(deps), requireRole('lead', 'privacy', 'legal'), readIncidentTraining(deps)],
  });
  mount(app, '/api/incidents/:id/legal-holds', {
    get: [seeing, mustSee(deps), readers, noQuery, listLegalHolds(deps)],
    post: [seeing, mustSee(deps), counsel, ...jsonBody, placeLegalHold(deps)],
  });
  mount(app, '/api/incidents/:id/legal-holds/lift', {
    post: [seeing, mustSee(deps), counsel, ...jsonBody, liftLegalHold(deps)],
  });
  mount(app, '/api/incidents/:id/withheld-words', {
    get: [seeing, mustSee(deps), approvers, noQuery, readWithheldWords(deps)],
  });
  mount(app, '/api/incidents/:id/evidence', {
    post: [seeing, mustSee(deps, 'record-evidence'), mayGive('record-evidence'), keepEvidence(deps)],
  });
  mount(app, '/api/incidents/:id/evidence/:evidence/file', {
    get: [seeing, mustSee(deps), secured, noQuery, sendEvidence(deps)],
  });
  helpRoutes(app, deps, seeing);
  for (const command of PERSON_COMMANDS) {
    mount(app, `/api/incidents/:id/${command}`, {
      post: [
        ...[seeing, mustSee(deps, command), mayGive(command)],
        ...(LISTS.has(command) ? largeJsonBody : jsonBody),
        giveCommand(deps, command),
      ],
    });
  }
}

/** What goes to approvers and to single customers beside the notices. */
function helpRoutes(app: Express, deps: ApiDeps, seeing: RequestHandler): void {
  mount(app, '/api/incidents/:id/notices/:number/tests', {
    get: [seeing, mustSee(deps), readers, noQuery, listTests(deps)],
    post: [seeing, mustSee(deps), testers, ...jsonBody, testNotice(deps)],
  });
  mount(app, '/api/incidents/:id/assistance', {
    get: [seeing, mustSee(deps), readers, noQuery, listFiles(deps)],
    post: [seeing, mustSee(deps), responders, offerFile(deps)],
  });
  mount(app, '/api/incidents/:id/assistance/:file/again', {
    post: [seeing, mustSee(deps), responders, ...jsonBody, offerFileAgain(deps)],
  });
  mount(app, '/api/incidents/:id/questions', { get: [seeing, mustSee(deps), readers, noQuery, listQuestions(deps)] });
  mount(app, '/api/incidents/:id/translations', {
    get: [seeing, mustSee(deps), readers, exportTranslations(deps)],
    post: [seeing, mustSee(deps, 'set-fact'), mayGive('set-fact'), ...translatorFile, importTranslations(deps)],
  });
  mount(app, '/api/incidents/:id/questions/:question/answer', {
    post: [seeing, mustSee(deps), responders, ...jsonBody, answerQuestion(deps)],
  });
}

export function postMortemRoutes(app: Express, deps: ApiDeps, signed: RequestHandler): void {
  const followers = requireRole('auditor', 'legal', 'privacy', 'lead');
  mount(app, '/api/regimes', { get: [signed, readers, noQuery, listRegimes(deps)] });
  mount(app, '/api/playbooks', { get: [signed, readers, noQuery, listPlaybooks(deps)] });
  mount(app, '/api/post-mortems', { get: [signed, followers, listPostMortems(deps)] });
  mount(app, '/api/incidents/:id/post-mortem', { get: [signed, mustSee(deps), readers, readPostMortem(deps)] });
  for (const command of POST_MORTEM_COMMANDS) {
    mount(app, `/api/incidents/:id/post-mortem/${command}`, {
      post: [signed, mustSee(deps), mayWritePostMortem(command), ...jsonBody, writePostMortem(deps, command)],
    });
  }
}

export function exerciseRoutes(app: Express, deps: ApiDeps, signed: RequestHandler): void {
  const planners = requireRole(...PLANNERS);
  mount(app, '/api/exercise-scenarios', { get: [signed, readers, noQuery, listScenarios(deps)] });
  mount(app, '/api/exercises', {
    get: [signed, readers, noQuery, listExercises(deps)],
    post: [signed, planners, ...jsonBody, planExercise(deps)],
  });
  mount(app, '/api/exercise-plans', { get: [signed, readers, noQuery, listExercisePlans(deps)] });
  mount(app, '/api/exercises/coverage', { get: [signed, readers, noQuery, readExerciseCoverage(deps)] });
  mount(app, '/api/exercises/:id', { get: [signed, readers, noQuery, readExercise(deps)] });
  mount(app, '/api/exercises/:id/report', { get: [signed, readers, noQuery, readExerciseReport(deps)] });
  mount(app, '/api/exercises/:id/mail', { get: [signed, readers, readPlayedMail(deps)] });
  for (const command of EXERCISE_COMMANDS) {
    mount(app, `/api/exercises/:id/${command}`, {
      post: [signed, mayRunExercise(command), ...jsonBody, runExercise(deps, command)],
    });
  }
}
