/** Evaluations on their way to AWS Config. */
import { setTimeout } from 'timers/promises';
import type { Evaluation } from '@aws-sdk/client-config-service';

/** https://docs.aws.amazon.com/config/latest/APIReference/API_PutEvaluations.html */
const MOST_A_CALL = 100;
const ATTEMPTS = 5;
const FIRST_PAUSE_MS = 100;

/** Puts evaluations by the hundred. To put one again changes nothing: AWS Config keeps one for each resource. */
export class Evaluations {
  private waiting: Evaluation[] = [];

  /**
   * @param put Answers with those that AWS Config did not take.
   */
  constructor(private readonly put: (evaluations: Evaluation[]) => Promise<Evaluation[]>) {}

  async add(evaluation: Evaluation): Promise<void> {
    this.waiting.push(evaluation);
    if (this.waiting.length === MOST_A_CALL) {
      await this.finish();
    }
  }

  /** What AWS Config does not take is put again, and is an error in the end. */
  async finish(): Promise<void> {
    let left = this.waiting.splice(0);
    for (let attempt = 0; left.length > 0; attempt++) {
      if (attempt === ATTEMPTS) {
        throw new Error(`evaluations that AWS Config refused ${ATTEMPTS} times: ${left.length}, the first of them of ${left[0].ComplianceResourceId}`);
      }
      if (attempt > 0) {
        await setTimeout(FIRST_PAUSE_MS * 2 ** attempt);
      }
      left = await this.put(left);
    }
  }
}
