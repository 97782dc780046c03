/** An earlier report, to compare with: what `json.ts` has written. */
import { readFileSync } from 'fs';
import Ajv from 'ajv';
import { InputError } from '../../model/errors';
import { Finding } from '../../rules/finding';

export interface PreviousReport {
  readonly findings: readonly PreviousFinding[];
  readonly accepted: readonly { readonly fingerprint: string }[];
}

export interface PreviousFinding extends Pick<Finding, 'rule' | 'id' | 'severity' | 'message'> {
  readonly fingerprint: string;
  readonly constructPath: string | null;
  readonly logicalId: string | null;
  readonly file: string;
}

const text = { type: 'string' };
const textOrNull = { type: ['string', 'null'] };
const SCHEMA = {
  type: 'object',
  required: ['findings', 'accepted'],
  properties: {
    findings: {
      type: 'array',
      items: {
        type: 'object',
        required: ['fingerprint', 'rule', 'id', 'severity', 'message', 'constructPath', 'logicalId', 'file'],
        properties: {
          fingerprint: text, rule: text, id: text, severity: { enum: ['error', 'warning'] }, message: text, constructPath: textOrNull, logicalId: textOrNull, file: text,
        },
      },
    },
    accepted: { type: 'array', items: { type: 'object', required: ['fingerprint'], properties: { fingerprint: text } } },
  },
};
const EXPECTED = 'expected a report in JSON, of this version or a newer one';

export function readPreviousReport(file: string): PreviousReport {
  const ajv = new Ajv({ allowUnionTypes: true });
  const content = parsed(file);
  if (!ajv.validate<PreviousReport>(SCHEMA, content)) {
    const [{ instancePath, message }] = ajv.errors!;
    throw new InputError(file, `${instancePath || 'the file'} ${message}; ${EXPECTED}`);
  }
  return content;
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new InputError(file, code === undefined ? `found no JSON, ${EXPECTED}` : `cannot be read (${code})`);
  }
}
