/** Parses the part of PromQL that alert rules use. @throws if an expression is not valid */
export function parsePromQl(text: string): void {
  const rest = tokensOf(text);
  anExpression(rest);
  if (rest.length > 0) throw new Error(`"${rest[0]}" follows a whole expression`);
}

const TOKEN = /\s*("(?:[^"\\]|\\.)*"|\d+(?:\.\d+)?[smhd]?|[a-zA-Z_:][\w:]*|[=!]~|[=!<>]=|[-+*/%^<>=(){}[\],])/y;
const OPERATORS = new Set(['or', 'and', 'unless', '==', '!=', '<', '>', '<=', '>=', '+', '-', '*', '/', '%', '^']);
const AGGREGATIONS = new Set(['sum', 'min', 'max', 'avg', 'count']);
/** Number of arguments. */
const FUNCTIONS: Record<string, number> = {
  abs: 1,
  absent: 1,
  histogram_quantile: 2,
  increase: 1,
  rate: 1,
  time: 0,
  vector: 1,
};
const OVER_A_RANGE = new Set(['increase', 'rate']);
const NAME = /^[a-zA-Z_:][\w:]*$/;

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  const token = new RegExp(TOKEN);
  const whole = text.trimEnd();
  while (token.lastIndex < whole.length) {
    const at = token.lastIndex;
    const [, found] = token.exec(whole) ?? [];
    if (found === undefined) throw new Error(`nothing begins like this: ${whole.slice(at)}`);
    tokens.push(found);
  }
  return tokens;
}

function anExpression(rest: string[]): void {
  if (rest[0] === '-') rest.shift();
  anOperand(rest);
  while (OPERATORS.has(rest[0] ?? '')) {
    rest.shift();
    if (rest[0] === 'bool') rest.shift();
    if (rest[0] === 'on' || rest[0] === 'ignoring') {
      rest.shift();
      labels(rest);
    }
    anOperand(rest);
  }
}

function anOperand(rest: string[]): void {
  const first = rest.shift() ?? 'the end';
  if (/^\d/.test(first)) return;
  if (first === '(') {
    anExpression(rest);
    expectToken(rest, ')');
  } else if (AGGREGATIONS.has(first)) anAggregation(rest);
  else if (rest[0] === '(') aCall(first, rest);
  else if (NAME.test(first) && !OPERATORS.has(first)) aSelector(rest);
  else throw new Error(`a value is wanted, and ${first} is there`);
}

function anAggregation(rest: string[]): void {
  grouping(rest);
  expectToken(rest, '(');
  anExpression(rest);
  expectToken(rest, ')');
  grouping(rest);
}

function grouping(rest: string[]): void {
  if (rest[0] !== 'by' && rest[0] !== 'without') return;
  rest.shift();
  labels(rest);
}

function aCall(name: string, rest: string[]): void {
  const count = FUNCTIONS[name];
  if (count === undefined) throw new Error(`there is no function ${name}`);
  expectToken(rest, '(');
  for (let index = 0; index < count; index += 1) {
    if (index > 0) expectToken(rest, ',');
    if (OVER_A_RANGE.has(name)) aRange(rest);
    else anExpression(rest);
  }
  expectToken(rest, ')');
}

function aRange(rest: string[]): void {
  if (!NAME.test(rest.shift() ?? '')) throw new Error('a range of a metric is wanted');
  aSelector(rest);
  expectToken(rest, '[');
  if (!/^\d+[smhd]$/.test(rest.shift() ?? '')) throw new Error('a length of time is wanted');
  expectToken(rest, ']');
}

/** What may follow a metric's name. */
function aSelector(rest: string[]): void {
  if (rest[0] !== '{') return;
  rest.shift();
  for (;;) {
    if (!NAME.test(rest.shift() ?? '')) throw new Error('a label is wanted');
    if (!/^(=|!=|=~|!~)$/.test(rest.shift() ?? '')) throw new Error('a comparison of a label is wanted');
    if (!rest.shift()?.startsWith('"')) throw new Error('a text is wanted');
    const next = rest.shift() ?? 'the end';
    if (next === '}') return;
    if (next !== ',') throw new Error(`} is wanted, and ${next} is there`);
  }
}

function labels(rest: string[]): void {
  expectToken(rest, '(');
  while (rest[0] !== ')') {
    if (!NAME.test(rest.shift() ?? '')) throw new Error('a label is wanted');
    if (rest[0] === ',') rest.shift();
  }
  expectToken(rest, ')');
}

function expectToken(rest: string[], wanted: string): void {
  const found = rest.shift() ?? 'the end';
  if (found !== wanted) throw new Error(`${wanted} is wanted, and ${found} is there`);
}
