import type { Config } from '../process/config';
import { runProcess, StartFault } from '../process/entry';
import { openReverseProxy } from '../web/reverse-proxy';

/** A proxy before a Temporal UI of its own process, since the UI refuses neither a foreign Host nor a foreign Origin. */
void runProcess(async (config) => {
  const proxy = await openReverseProxy(planOf(config)).catch((fault: unknown) => {
    throw new StartFault(`The proxy before Temporal's UI cannot open (${String(fault)}): see HOST and TOCSIN_UI_PORT.`);
  });
  return proxy.close;
});

function planOf({ http, temporal, uiUrl, uiUpstream, hosts }: Config) {
  if (!uiUpstream) throw new StartFault("TOCSIN_UI_UPSTREAM is not set: say where Temporal's UI listens.");
  const { hostname, port } = new URL(uiUpstream);
  const upstream = { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 80) };
  return {
    at: { host: http.host, port: temporal.uiPort },
    names: { hosts, origins: [new URL(uiUrl).origin] },
    upstream: () => upstream,
    title: "Temporal's UI",
  };
}
