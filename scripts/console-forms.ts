import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { commandBodies } from '../src/contract/commands';
import { postMortemBodies } from '../src/contract/post-mortem';
import { reportBody } from '../src/contract/reports';
import { personCommands, PERSON_COMMANDS } from '../src/domain/commands';
import { postMortemCommands, POST_MORTEM_COMMANDS } from '../src/domain/post-mortem/commands';
import type { CommandRule } from '../src/domain/rule';

/** What the console's forms are made of: each command, of incidents and of post-mortems, with its description, its roles and the shape of its body, and the report. */
const commands = PERSON_COMMANDS.map((name) => {
  const { description, roles, doors } = personCommands[name] as CommandRule<never>;
  return [name, { description, roles, doors, body: shapeOf(commandBodies[name]) }];
});
const ofPostMortems = POST_MORTEM_COMMANDS.map((name) => {
  const { description, roles, doors } = postMortemCommands[name];
  return [name, { description, roles, doors, body: shapeOf(postMortemBodies[name]) }];
});
const forms = {
  commands: Object.fromEntries(commands) as object,
  postMortem: Object.fromEntries(ofPostMortems) as object,
  report: shapeOf(reportBody),
};
writeFileSync(join(__dirname, '../src/console/ui/forms.generated.json'), JSON.stringify(forms));

function shapeOf(schema: z.ZodType): object {
  return z.toJSONSchema(schema, { io: 'input', reused: 'inline', unrepresentable: 'any' });
}
