/**
 * What is typed for Temporal's program, with what an incident asks of it: that a signal or an update is sealed, by whoever signs in with a key, for
 * one incident and one command. The program tells the codec neither, so that the codec's address says it.
 * @param {string[]} typed
 * @param {{codec: string, key?: string}} ours where the API's codec is, and whose key to sign in with if none is typed
 */
export function sealedArguments(typed, { codec, key }) {
  const args = key && !valueOf(typed, '--codec-endpoint') ? [...typed, ...signedInAt(codec, key)] : typed;
  const incident = valueOf(args, '--workflow-id', '-w');
  const command = valueOf(args, '--name');
  if (!sends(args) || !incident || !command) return args;
  const bound = (endpoint) => endpoint.replace(/\/codec\/?$/, `/codec/for/${encodeURIComponent(incident)}/${command}`);
  return args.map((arg, place) => {
    if (args[place - 1] === '--codec-endpoint') return bound(arg);
    return arg.startsWith('--codec-endpoint=') ? bound(arg) : arg;
  });
}

function signedInAt(codec, key) {
  return ['--codec-endpoint', codec, '--codec-auth', `Bearer ${key}`];
}

function sends([group, verb, kind]) {
  return group === 'workflow' && (verb === 'signal' || (verb === 'update' && ['execute', 'start'].includes(kind)));
}

function valueOf(args, ...names) {
  for (const [place, arg] of args.entries()) {
    if (names.includes(arg)) return args[place + 1];
    const [name, ...value] = arg.split('=');
    if (names.includes(name)) return value.join('=');
  }
  return undefined;
}
