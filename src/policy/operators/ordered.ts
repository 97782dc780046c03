import { sameText } from '../text';
import { Comparison } from './comparison';

export type Relation = 'equal' | 'less' | 'lessOrEqual' | 'greater' | 'greaterOrEqual';

/** Compares what can be read as a number. `read` yields NaN for what it cannot read, and NaN stands in no relation to anything. */
export function ordered(read: (text: string) => number, relation: Relation): Comparison {
  return {
    takesVariables: false,
    isValid: (value) => !Number.isNaN(read(value)),
    compile(policyValue) {
      const bound = typeof policyValue === 'string' ? read(policyValue) : undefined;
      if (Number.isNaN(bound)) {
        return () => 'no';
      }
      return (value) => {
        if (typeof value !== 'string' || bound === undefined) {
          return sameText(value, policyValue) && !holds(relation, 0, 0) ? 'no' : 'unknown';
        }
        return holds(relation, read(value), bound) ? 'yes' : 'no';
      };
    },
  };
}

function holds(relation: Relation, value: number, bound: number): boolean {
  switch (relation) {
    case 'equal': return value === bound;
    case 'less': return value < bound;
    case 'lessOrEqual': return value <= bound;
    case 'greater': return value > bound;
    case 'greaterOrEqual': return value >= bound;
  }
}
