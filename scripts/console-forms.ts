import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { commandBodies } from '../src/contract/commands';
import { reportBody } from '../src/contract/reports';
import { personCommands, PERSON_COMMANDS } from '../src/domain/commands';
import type { CommandRule } from '../src/domain/rule';

/** What the console's forms are made of: each command with its description, its roles and the shape of its body, and the report. */
const commands = PERSON_COMMANDS.map((name) => {
  const { description, roles, doors } = personCommands[name] as CommandRule<never>;
  return [name, { description, roles, doors, body: shapeOf(commandBodies[name]) }];
});
const forms = { commands: Object.fromEntries(commands) as object, report: shapeOf(reportBody) };
writeFileSync(join(__dirname, '../src/console/ui/forms.generated.json'), JSON.stringify(forms));

function shapeOf(schema: z.ZodType): object {
  return z.toJSONSchema(schema, { io: 'input', reused: 'inline', unrepresentable: 'any' });
}
