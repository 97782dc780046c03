/**
 * Answers CloudFormation at the URL of the request, which is a secret: whoever has it can answer.
 *
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
 */
import type { CloudFormationCustomResourceEvent } from 'aws-lambda';

export interface Answer {
  readonly Status: 'SUCCESS' | 'FAILED';
  readonly PhysicalResourceId: string;
  readonly Reason?: string;
}

const MOST_BYTES = 4096;
const LONGEST_REASON = 2000;
const ATTEMPT_MS = 5000;
const ATTEMPTS = 4;

/** An answer that does not arrive is an error: Lambda runs the function again, and its alarm tells. */
export async function respond(event: CloudFormationCustomResourceEvent, answer: Answer): Promise<void> {
  const body = bodyOf(event, answer);
  let failure = '';
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    try {
      // Bytes have no Content-Type, which the signature of the URL would have to cover.
      const { ok, status } = await fetch(event.ResponseURL, { method: 'PUT', body, signal: AbortSignal.timeout(ATTEMPT_MS) });
      if (ok) {
        return;
      }
      failure = `status ${status}`;
    } catch (error) {
      failure = error instanceof Error ? error.name : 'no connection';
    }
  }
  throw new Error(`CloudFormation did not take the answer: ${failure}`);
}

/** JSON writes some characters as several: the reason is shortened until all of it fits. */
function bodyOf({ StackId, RequestId, LogicalResourceId }: CloudFormationCustomResourceEvent, answer: Answer): Buffer {
  for (let longest = LONGEST_REASON; ; longest = Math.floor(longest / 2)) {
    const body = Buffer.from(JSON.stringify({ StackId, RequestId, LogicalResourceId, ...answer, Reason: answer.Reason?.slice(0, longest) }));
    if (body.length <= MOST_BYTES || longest === 0) {
      return body;
    }
  }
}
