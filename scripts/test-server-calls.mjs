import { Connection } from '@temporalio/client';
import proto from '@temporalio/proto';

const { CommandType } = proto.temporal.api.enums.v1;
const one = { namespace: 'default', taskQueue: { name: 'one' } };
const execution = { workflowId: 'one' };
const input = { payloads: [{ metadata: { encoding: Buffer.from('json/plain') }, data: Buffer.from('1') }] };
const aMinute = { seconds: 60 };

const timer = {
  commandType: CommandType.COMMAND_TYPE_START_TIMER,
  startTimerCommandAttributes: { timerId: 'one', startToFireTimeout: aMinute },
};
const activity = {
  commandType: CommandType.COMMAND_TYPE_SCHEDULE_ACTIVITY_TASK,
  scheduleActivityTaskCommandAttributes: {
    ...{ activityId: 'one', activityType: { name: 'one' }, taskQueue: one.taskQueue, input },
    ...{ scheduleToCloseTimeout: aMinute, startToCloseTimeout: aMinute },
  },
};
const end = {
  commandType: CommandType.COMMAND_TYPE_COMPLETE_WORKFLOW_EXECUTION,
  completeWorkflowExecutionCommandAttributes: { result: input },
};

/** One workflow as tests and their workers ask for it: with a timer, an activity, a signal and its history. */
export async function callAsTestsDo(address) {
  const connection = await Connection.connect({ address });
  const { workflowService: service } = connection;
  const answer = async (...commands) => {
    const { taskToken } = await service.pollWorkflowTaskQueue(one);
    await service.respondWorkflowTaskCompleted({ ...one, taskToken, commands });
  };
  await service.startWorkflowExecution({ ...one, ...execution, workflowType: { name: 'one' }, requestId: '1', input });
  await answer(timer, activity);
  const { taskToken } = await service.pollActivityTaskQueue(one);
  await service.respondActivityTaskCompleted({ ...one, taskToken, result: input });
  await answer();
  await service.signalWorkflowExecution({
    ...one,
    workflowExecution: execution,
    signalName: 'one',
    requestId: '2',
    input,
  });
  await answer(end);
  await service.getWorkflowExecutionHistory({ ...one, execution });
  await service.describeWorkflowExecution({ ...one, execution });
  await connection.close();
}
