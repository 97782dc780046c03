/**
 * What AWS Config sends to a periodic custom rule.
 *
 * https://docs.aws.amazon.com/config/latest/developerguide/evaluate-config_develop-rules_example-events.html
 */
export interface RuleEvent {
  readonly invokingEvent: string;
  readonly ruleParameters?: string;
  readonly resultToken: string;
  readonly eventLeftScope: boolean;
  readonly configRuleName: string;
}

/** When AWS Config made the notification: the clock of all that is judged, so that a repeated event is judged alike. */
export function notificationTime({ invokingEvent }: RuleEvent): Date {
  const { messageType, notificationCreationTime } = JSON.parse(invokingEvent);
  if (messageType !== 'ScheduledNotification') {
    throw new Error(`messageType: found ${JSON.stringify(messageType)}, expected "ScheduledNotification": the rule is periodic`);
  }
  const time = new Date(notificationCreationTime);
  if (typeof notificationCreationTime !== 'string' || Number.isNaN(time.getTime())) {
    throw new Error(`notificationCreationTime: found ${JSON.stringify(notificationCreationTime)}, expected a time in ISO 8601`);
  }
  return time;
}
