import { temporal } from '@temporalio/proto';
import { Connection } from '@temporalio/client';
import {
  SEARCH_ATTRIBUTES,
  createClients,
  startTemporal,
  type ServerPlan,
  type TemporalServer,
} from './temporal-server';
import { until } from './until';

/** The server shared by all test files, if the tests are given one. */
const shared = process.env['TOCSIN_TEST_TEMPORAL_ADDRESS'];

/** A namespace of its own on the shared server; a server of its own if the plan needs one, or none is shared. */
export async function openTemporal(folder: string, plan: ServerPlan = {}): Promise<TemporalServer> {
  if (!shared || plan.onDisk || plan.eventsPerRun) return startTemporal(folder, plan);
  const connection = Connection.lazy({ address: shared, channelArgs: { 'grpc.max_reconnect_backoff_ms': 200 } });
  const namespace = await newNamespace(connection);
  return {
    ...{ address: shared, namespace, close: () => connection.close() },
    ...createClients({
      folder,
      connection,
      address: shared,
      namespace,
      env: { HOME: folder, PATH: process.env['PATH'] ?? '' },
    }),
    get program(): never {
      throw new Error('All test files share this server: plan for one of your own, on disk, to stop or kill it.');
    },
  };
}

let namespaces = 0;

async function newNamespace({ workflowService, operatorService }: Connection): Promise<string> {
  const namespace = `tests-${process.pid}-${Date.now()}-${++namespaces}`;
  await workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: { seconds: 86_400 as never },
  });
  const add = () => operatorService.addSearchAttributes({ namespace, searchAttributes: ATTRIBUTES });
  await until('the namespace is known', () =>
    add().then(
      () => true,
      () => false,
    ),
  );
  await until('its search attributes are known', async () => {
    const { customAttributes } = await operatorService.listSearchAttributes({ namespace });
    return Object.keys(SEARCH_ATTRIBUTES).every((name) => name in customAttributes);
  });
  return namespace;
}

const { INDEXED_VALUE_TYPE_KEYWORD, INDEXED_VALUE_TYPE_DATETIME, INDEXED_VALUE_TYPE_BOOL } =
  temporal.api.enums.v1.IndexedValueType;
const TYPES = {
  Keyword: INDEXED_VALUE_TYPE_KEYWORD,
  Datetime: INDEXED_VALUE_TYPE_DATETIME,
  Bool: INDEXED_VALUE_TYPE_BOOL,
};
const ATTRIBUTES = Object.fromEntries(Object.entries(SEARCH_ATTRIBUTES).map(([name, type]) => [name, TYPES[type]]));
