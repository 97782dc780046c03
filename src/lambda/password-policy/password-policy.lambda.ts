/** Sets the password policy of the account, and answers CloudFormation whatever happens. */
import { DeleteAccountPasswordPolicyCommand, GetAccountPasswordPolicyCommand, IAMClient, UpdateAccountPasswordPolicyCommand } from '@aws-sdk/client-iam';
import type { CloudFormationCustomResourceEvent, Context } from 'aws-lambda';
import { earlierOf, idOfEarlier, NOT_CREATED_ID, POLICY_ID, policyOf, policyRead, removalChange, removalOf, shownPolicy } from './logic';
import { respond } from './respond';
import { PasswordPolicy } from '../../catalogue/password-policy';
import { EARLIER_PASSWORD_POLICY_TYPE } from '../../model/declared-password-policy';
import { retrying } from '../retrying';

/** Time that is kept for the answer. */
const ANSWER_MS = 30_000;

const iam = new IAMClient({ retryMode: 'standard', maxAttempts: 8 });

export async function handler(event: CloudFormationCustomResourceEvent, context: Pick<Context, 'getRemainingTimeInMillis'>): Promise<void> {
  const deadline = Date.now() + context.getRemainingTimeInMillis() - ANSWER_MS;
  const answer = await outcome(event, deadline);
  console.log(JSON.stringify({ request: event.RequestType, resource: event.LogicalResourceId, stack: event.StackId, ...answer }));
  await respond(event, answer);
}

async function outcome(event: CloudFormationCustomResourceEvent, deadline: number) {
  try {
    return { Status: 'SUCCESS', PhysicalResourceId: await handle(event, deadline) } as const;
  } catch (error) {
    const PhysicalResourceId = event.RequestType === 'Create' ? NOT_CREATED_ID : event.PhysicalResourceId;
    return { Status: 'FAILED', PhysicalResourceId, Reason: error instanceof Error ? error.message : String(error) } as const;
  }
}

/** The physical id. */
async function handle(event: CloudFormationCustomResourceEvent, deadline: number): Promise<string> {
  if (event.ResourceType === EARLIER_PASSWORD_POLICY_TYPE) {
    return event.RequestType === 'Create' ? idOfEarlier(await read(deadline)) : event.PhysicalResourceId;
  }
  if (event.RequestType !== 'Delete') {
    removalOf(event.ResourceProperties);
    earlierOf(event.ResourceProperties.Earlier);
    await set(policyOf(event.ResourceProperties), deadline);
    return POLICY_ID;
  }
  if (event.PhysicalResourceId === POLICY_ID && removalOf(event.ResourceProperties) !== 'retain') {
    await remove(event, deadline);
  }
  return event.PhysicalResourceId;
}

async function remove({ ResourceProperties }: CloudFormationCustomResourceEvent, deadline: number): Promise<void> {
  const change = removalChange(ResourceProperties, await read(deadline));
  if (change.do === 'nothing') {
    console.log('the account password policy is not the one that this stack has set: it stays as it is');
  } else if (change.do === 'set') {
    await set(change.policy, deadline);
  } else {
    await unlessThereIsNone(retrying('deleting the account password policy', deadline, (abortSignal) => iam.send(new DeleteAccountPasswordPolicyCommand({}), { abortSignal })));
  }
}

async function set(policy: PasswordPolicy, deadline: number): Promise<void> {
  await retrying(`setting the account password policy (${shownPolicy(policy)})`, deadline, (abortSignal) => iam.send(new UpdateAccountPasswordPolicyCommand(policy), { abortSignal }));
}

async function read(deadline: number): Promise<PasswordPolicy | undefined> {
  const answer = await unlessThereIsNone(retrying('reading the account password policy', deadline, (abortSignal) => iam.send(new GetAccountPasswordPolicyCommand({}), { abortSignal })));
  return policyRead(answer?.PasswordPolicy);
}

async function unlessThereIsNone<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Error && error.name.startsWith('NoSuchEntity')) {
      return undefined;
    }
    throw error;
  }
}
