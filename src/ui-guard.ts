import type { Config } from './config';
import { run, StartFault } from './entry';
import { openGuard } from './web/guard';

/** Before a Temporal UI that runs by itself, which answers under any name and whatever page asks. */
void run(async (config) => {
  const guard = await openGuard(planOf(config)).catch((fault: unknown) => {
    throw new StartFault(`The guard before Temporal's UI cannot open (${String(fault)}): see HOST and TOCSIN_UI_PORT.`);
  });
  return guard.close;
});

function planOf({ http, temporal, uiUrl, uiBehind, hosts }: Config) {
  if (!uiBehind) throw new StartFault("TOCSIN_UI_BEHIND is not set: say where Temporal's UI listens.");
  const { hostname, port } = new URL(uiBehind);
  const behind = { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 80) };
  return {
    at: { host: http.host, port: temporal.uiPort },
    names: { hosts, origins: [new URL(uiUrl).origin] },
    behind: () => behind,
    title: "Temporal's UI",
  };
}
