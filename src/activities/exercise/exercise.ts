import { ApplicationFailure } from '@temporalio/activity';
import type { IncidentId } from '../../domain/case/state';
import type { ExerciseId, ExerciseMark } from '../../domain/exercise/mark';
import type { ExerciseScenario } from '../../domain/exercise/scenario';
import { scoreOf } from '../../domain/exercise-score';
import type { ScoreLine } from '../../domain/exercise/state';
import type { Instant } from '../../domain/primitives/instant';
import type { PersonId } from '../../domain/primitives/people';
import type { Report } from '../../domain/triage/report';
import { sha256 } from '../../primitives/hash';
import type { Register } from '../../register';
import { withRedactedFailure } from '../fault';
import type { Log } from '../log';
import type { CustomerId } from '../../domain/primitives/parties';

interface OpenExercise {
  exercise: ExerciseId;
  scenario: ExerciseScenario;
  factor: number;
  customers: CustomerId[];
  by: PersonId;
  at: Instant;
}

/** Until the register has the last page of its incident. */
const SCORE_PAUSE = '200ms';

export function createExerciseActivities({
  register: { reports, exercises, incidents, pages },
  log,
}: {
  register: Pick<Register, 'reports' | 'exercises' | 'incidents' | 'pages'>;
  log: Log;
}) {
  const { openExercise, breakEndpoint, scoreExercise } = {
    /** Takes its report in as any other, with the mark that it is an exercise. A repeat finds the first one, with its instants. */
    openExercise: async (asked: OpenExercise): Promise<{ incident: IncidentId; report: Report; at: Instant }> => {
      const { exercise, by, at: receivedAt } = asked;
      const request = sha256(JSON.stringify(['exercise', exercise]));
      const kept = await reports.accept({ report: reportOf(asked), by, receivedAt, request });
      return { incident: kept.id, report: kept.report, at: kept.receivedAt };
    },
    breakEndpoint: async (broken: { incident: IncidentId; customer: CustomerId }): Promise<object> => {
      await exercises.refuseMail(broken);
      return {};
    },
    scoreExercise: async ({
      incident,
      expected,
    }: {
      incident: IncidentId;
      expected: ExerciseScenario['expected'];
    }): Promise<{ score: ScoreLine[] }> => {
      const stored = await incidents.get(incident);
      if (stored?.state.stage.stage !== 'closed')
        throw ApplicationFailure.create({
          message: `The register has not the end of ${incident} yet.`,
          nextRetryDelay: SCORE_PAUSE,
        });
      const kept = (await pages.read(incident)).flatMap(({ page }) => page ?? []);
      return { score: scoreOf(kept, expected) };
    },
  };
  return {
    openExercise: withRedactedFailure('openExercise', openExercise, log),
    breakEndpoint: withRedactedFailure('breakEndpoint', breakEndpoint, log),
    scoreExercise: withRedactedFailure('scoreExercise', scoreExercise, log),
  };
}

function reportOf({ exercise, scenario, factor, customers, by, at }: OpenExercise): Report {
  const { channel, seen, severityHint } = scenario.report;
  const mark: ExerciseMark = {
    ...{ id: exercise, scenario: scenario.name, nature: scenario.nature },
    pace: { origin: at, factor },
  };
  return {
    ...{ channel, seen, reporter: by, detectedAt: at, reportedAt: at, exercise: mark },
    ...(severityHint && { severityHint }),
    ...(customers.length > 0 && { suspectedCustomers: customers }),
  };
}
