/** As much of the language of CloudWatch Logs Insights as the queries use: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Filter.html */
type Event = Record<string, unknown>;

export function fieldIn(event: Event, path: string): unknown {
  return path.split('.').reduce<unknown>((value, name) => (value as Event | undefined)?.[name], event);
}

/** The names of the fields that a filter uses. */
export function fieldsOf(filter: string): string[] {
  return tokensOf(filter).filter((token) => /^[a-z]/i.test(token) && !/^(and|or|not|in|like|ispresent)$/.test(token));
}

export function matches(filter: string, event: Event): boolean {
  const tokens = tokensOf(filter);
  const take = (expected?: string): string => {
    const token = tokens.shift();
    if (token === undefined || (expected !== undefined && token !== expected)) {
      throw new Error(`found ${token}, expected ${expected ?? 'more'} in ${filter}`);
    }
    return token;
  };
  const operand = (token: string): unknown => (token.startsWith('"') ? token.slice(1, -1) : fieldIn(event, token));
  const either = (): boolean => {
    let result = both();
    while (tokens[0] === 'or') {
      take();
      result = both() || result;
    }
    return result;
  };
  const both = (): boolean => {
    let result = one();
    while (tokens[0] === 'and') {
      take();
      result = one() && result;
    }
    return result;
  };
  const one = (): boolean => {
    const token = take();
    if (token === 'not') {
      return !one();
    }
    if (token === '(') {
      const result = either();
      take(')');
      return result;
    }
    if (token === 'ispresent') {
      take('(');
      const field = take();
      take(')');
      return fieldIn(event, field) !== undefined;
    }
    return compare(operand(token), take());
  };
  const compare = (left: unknown, operator: string): boolean => {
    if (operator === 'in') {
      take('[');
      const values: unknown[] = [];
      while (tokens[0] !== ']') {
        values.push(operand(take()));
        if (tokens[0] === ',') {
          take();
        }
      }
      take(']');
      return values.includes(left);
    }
    const right = operand(take());
    switch (operator) {
      case '=': return left === right;
      case '!=': return left !== right;
      case 'like': return String(left ?? '').includes(String(right));
      default: throw new Error(`unknown operator ${operator} in ${filter}`);
    }
  };
  const result = either();
  if (tokens.length > 0) {
    throw new Error(`found ${tokens[0]}, expected the end of ${filter}`);
  }
  return result;
}

function tokensOf(filter: string): string[] {
  const tokens = filter.match(/"[^"]*"|!=|[=()[\],]|[\w.]+/g) ?? [];
  if (tokens.join('') !== filter.replace(/\s+(?=(?:[^"]*"[^"]*")*[^"]*$)/g, '')) {
    throw new Error(`unknown characters in ${filter}`);
  }
  return tokens;
}
